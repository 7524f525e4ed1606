import type { Preprocessing } from '../../../shared/graph/feed';
import type { Prediction } from '../../../shared/run';

/**
 * What one sample's outputs say, for people.
 *
 * @param outputs one row an output, in the order of the targets
 */
export function predictionsOf(preprocessing: Preprocessing, outputs: readonly Float32Array[]): Prediction[] {
  return preprocessing.targets.map(({ plan, state }, i): Prediction => {
    const values = outputs[i] ?? new Float32Array();
    if (state.kind === 'classes') {
      const classes = state.labels.map((label, at) => ({ label, probability: values[at] ?? 0 }));
      return { kind: 'classes', node: plan.node, classes: classes.sort((a, b) => b.probability - a.probability) };
    }
    const raw = values[0] ?? 0;
    const value = plan.kind === 'value' && plan.standardize ? raw * state.deviation + state.mean : raw;
    return { kind: 'value', node: plan.node, column: state.column, value };
  });
}
