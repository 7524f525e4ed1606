import type { Preprocessing } from '../../../shared/graph/feed';
import type { Prediction } from '../../../shared/run';
import type { SampleFeeds } from '../../data/targets/define-target';
import { TARGETS } from '../../data/targets/targets';

/**
 * What one sample's outputs say, for people.
 *
 * @param outputs one row an output, in the order of the targets
 * @param feeds what entered the model, by the data's name of the input
 */
export function predictionsOf(preprocessing: Preprocessing, outputs: readonly Float32Array[], feeds: SampleFeeds = {}): Prediction[] {
  return preprocessing.targets.map(({ plan, state }, i) =>
    TARGETS[plan.kind].predict(plan, state, outputs[i] ?? new Float32Array(), feeds),
  );
}
