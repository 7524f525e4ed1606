import type { TargetPlanOf, TargetStateOf } from '../../../shared/graph/feed';
import { sameOf } from '../../../shared/graph/targets/match';
import { StudioError } from '../../../shared/studio-error';
import { defineTarget, type TargetData } from './define-target';

/** Up to here two are the same; before one is chosen, half of the margin. */
export const thresholdOf = ({ margin }: Pick<TargetPlanOf<'match'>, 'margin'>, state: Pick<TargetStateOf<'match'>, 'threshold'>): number =>
  state.threshold ?? margin / 2;

/** 1 where a sample's class is the one that says “the same”. */
function sames({ labels: [, same = ''] }: TargetStateOf<'match'>, { facts, numbers }: TargetData<'match'>): Float64Array {
  const at = facts.labels.indexOf(same);
  if (at < 0) {
    throw new StudioError(`No pair of this data is “${same}”, which the model takes for the same.`, {
      expected: `a class “${same}”`,
      received: facts.labels.slice(0, 20).join(', '),
      advice: 'Choose data with the classes that the model was trained on.',
    });
  }
  return numbers.map((label) => (label === at ? 1 : 0));
}

/** Whether two things are the same: rows [batch, 1] of 1 and 0. */
export const matchTarget = defineTarget('match', {
  fit: (plan, { facts }) => {
    const { labels } = facts;
    if (labels.length !== 2) {
      throw new StudioError('Verification tells whether two are the same, and the data does not have two classes.', {
        expected: 'two classes: the same, different',
        received: labels.length === 1 ? `only “${labels[0]}”` : `${labels.length} classes`,
        advice: 'Choose the column that says whether the two of a row are the same.',
      });
    }
    const same = sameOf(labels, plan.same);
    if (!labels.includes(same)) {
      throw new StudioError(`No pair of the data is “${same}”.`, {
        expected: labels.map((label) => `“${label}”`).join(' or '),
        received: `“${same}”`,
        advice: 'Set “same” of the Verification node to the class that says that both are the same.',
      });
    }
    const different = labels.find((label) => label !== same) ?? '';
    return { kind: 'match', labels: [different, same], threshold: null };
  },
  actual: sames,
  encode: (_plan, state, data, indices) => {
    const known = sames(state, data);
    return { shape: [indices.length, 1], data: Float32Array.from(indices, (index) => known[index] ?? 0) };
  },
  predict: (plan, state, row) => {
    const [distance = Number.NaN] = row;
    const threshold = thresholdOf(plan, state);
    const same = distance <= threshold;
    return { kind: 'match', node: plan.node, label: state.labels[same ? 1 : 0] ?? '', same, distance, threshold };
  },
  judge: (plan, state, row) => ({ predicted: (row[0] ?? Number.NaN) <= thresholdOf(plan, state) ? 1 : 0, probability: null }),
  classes: ({ labels }) => labels,
  purpose: () => 'Tells whether two are the same.',
  missing: (state, other) =>
    state
      ? new StudioError('The model tells whether two are the same, but this data does not say so.', {
          expected: `a column with ${state.labels.map((label) => `“${label}”`).join(' and ')}`,
        })
      : new StudioError('The graph tells whether two are the same, but the data does not say so.', {
          expected: 'a column of two classes: the same, different',
          received: other?.kind === 'value' ? `values in “${other.column}”` : (other?.kind ?? 'no target'),
          advice: 'Read the column that says so as “class to predict” in the data panel.',
        }),
});
