import type { TargetStateOf } from '../../../shared/graph/feed';
import { StudioError } from '../../../shared/studio-error';
import { defineTarget, type TargetData } from './define-target';

/** Labels that a prediction says are there. */
const THERE = 0.5;

/** Where each label of the data stands among those of the run. */
function placesOf(state: TargetStateOf<'labels'>, { facts }: TargetData<'labels'>): number[] {
  const foreign = facts.labels.filter((label) => !state.labels.includes(label));
  if (foreign.length > 0) {
    throw new StudioError(`The model does not know the ${foreign.length === 1 ? 'label' : 'labels'} ${foreign.slice(0, 5).join(', ')}.`, {
      expected: state.labels.slice(0, 20).join(', '),
      received: facts.labels.slice(0, 20).join(', '),
      advice: 'Choose data with the labels that the model was trained on.',
    });
  }
  return facts.labels.map((label) => state.labels.indexOf(label));
}

/** Any number of some labels: rows [batch, labels] of 1 and 0. */
export const labelsTarget = defineTarget('labels', {
  fit: (plan, { facts }) => {
    if (plan.labels !== facts.labels.length) {
      throw new StudioError('The graph and the data do not have the same number of labels.', {
        expected: `${plan.labels} labels`,
        received: `${facts.labels.length}`,
        advice: 'Leave the number of labels of the Multi-label node to the data.',
      });
    }
    return { kind: 'labels', labels: [...facts.labels] };
  },
  // No one number says which labels a sample has.
  actual: () => new Float64Array(),
  encode: async (_plan, state, data, indices) => {
    const width = state.labels.length;
    const places = placesOf(state, data);
    const rows = new Float32Array(indices.length * width);
    const parts = await Promise.all(indices.map((index) => data.dataset.part(index, data.name)));
    for (const [row, part] of parts.entries()) {
      if (part.kind !== 'ids') throw new Error(`“${data.name}” gives ${part.kind} where labels were expected`);
      for (const id of part.ids) rows[row * width + (places[id] ?? 0)] = 1;
    }
    return { shape: [indices.length, width], data: rows };
  },
  predict: ({ node }, { labels }, row) => {
    const told = labels.map((label, at) => ({ label, probability: row[at] ?? 0 }));
    return { kind: 'labels', node, labels: told.sort((a, b) => b.probability - a.probability) };
  },
  judge: (_plan, _state, row) => {
    let predicted = 0;
    for (const [label, p] of row.entries()) if (p > (row[predicted] ?? 0)) predicted = label;
    // How sure it is of all labels together: of the one that it is least sure of.
    const probability = row.reduce((least, p) => Math.min(least, p >= THERE ? p : 1 - p), 1);
    return { predicted, probability };
  },
  purpose: () => 'Tells which labels fit.',
  missing: (state, other) =>
    state
      ? new StudioError('The model tells labels, but this data has none to compare with.', {
          expected: 'a column of several labels a sample',
          received: other?.kind ?? 'no target',
        })
      : new StudioError('The graph tells labels, but the data has none.', {
          expected: 'a column of labels with | or ; between',
          received: other?.kind === 'value' ? `values in “${other.column}”` : (other?.kind ?? 'no target'),
          advice: 'Read the column as “labels to predict” in the data panel, or end the graph with a Classification node.',
        }),
});
