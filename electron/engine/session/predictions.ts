import type { Preprocessing } from '../../../shared/graph/feed';
import type { Prediction } from '../../../shared/run';
import { TARGETS } from '../../data/targets/targets';

/**
 * What one sample's outputs say, for people.
 *
 * @param outputs one row an output, in the order of the targets
 */
export function predictionsOf(preprocessing: Preprocessing, outputs: readonly Float32Array[]): Prediction[] {
  return preprocessing.targets.map(({ plan, state }, i) => TARGETS[plan.kind].predict(plan, state, outputs[i] ?? new Float32Array()));
}
