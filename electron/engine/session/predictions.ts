import type { Preprocessing, TargetPlan } from '../../../shared/graph/feed';
import type { Prediction } from '../../../shared/run';
import type { PredictContext } from '../../data/targets/define-target';
import { TARGETS } from '../../data/targets/targets';

/**
 * What one sample's outputs say, for people.
 *
 * @param outputs one row an output, in the order of the targets
 * @param contextOf what else is known of the sample at an output
 */
export function predictionsOf(
  preprocessing: Preprocessing,
  outputs: readonly Float32Array[],
  contextOf: (plan: TargetPlan) => PredictContext,
): Prediction[] {
  return preprocessing.targets.map(({ plan, state }, i) =>
    TARGETS[plan.kind].predict(plan, state, outputs[i] ?? new Float32Array(), contextOf(plan)),
  );
}
