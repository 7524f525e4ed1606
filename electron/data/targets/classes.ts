import type { TargetStateOf } from '../../../shared/graph/feed';
import { isBinary, probabilitiesOf } from '../../../shared/graph/targets/binary';
import { StudioError } from '../../../shared/studio-error';
import { mustTellApart } from '../must-tell-apart';
import { defineTarget, type TargetData } from './define-target';

/** One of some classes: one-hot rows [batch, classes]; for one sigmoid [batch, 1], 1 for the second class. */
export const classesTarget = defineTarget('classes', {
  fit: (plan, { facts, dataset }) => {
    mustTellApart(facts, dataset.facts);
    if (plan.classes !== facts.labels.length) {
      throw new StudioError('The graph and the data do not have the same number of classes.', {
        expected: `${plan.classes} classes`,
        received: `${facts.labels.length}`,
        advice: isBinary(plan.loss)
          ? 'End the graph with a Classification node, which tells any number of classes.'
          : 'Leave the number of classes of the Classification node to the data.',
      });
    }
    return { kind: 'classes', labels: [...facts.labels] };
  },
  actual: matched,
  encode: (plan, state, data, indices) => {
    const targets = matched(state, data);
    if (isBinary(plan.loss)) return { shape: [indices.length, 1], data: Float32Array.from(indices, (index) => targets[index] ?? 0) };
    const width = state.labels.length;
    const rows = new Float32Array(indices.length * width);
    indices.forEach((index, row) => {
      rows[row * width + (targets[index] ?? 0)] = 1;
    });
    return { shape: [indices.length, width], data: rows };
  },
  predict: ({ node, loss }, { labels }, row) => {
    const probabilities = probabilitiesOf(loss, row);
    const classes = labels.map((label, at) => ({ label, probability: probabilities[at] ?? 0 }));
    return { kind: 'classes', node, classes: classes.sort((a, b) => b.probability - a.probability) };
  },
  judge: ({ loss }, _state, row) => {
    const [yes = 0] = row;
    if (isBinary(loss)) return yes >= 0.5 ? { predicted: 1, probability: yes } : { predicted: 0, probability: 1 - yes };
    let predicted = 0;
    for (const [label, p] of row.entries()) if (p > (row[predicted] ?? 0)) predicted = label;
    return { predicted, probability: row[predicted] ?? 0 };
  },
  classes: ({ labels }) => labels,
  purpose: () => 'Tells classes apart.',
  missing: (state, other) =>
    state
      ? new StudioError('The model tells classes, but this data has no class labels.')
      : new StudioError('The graph tells classes, but the data has no class labels.', {
          expected: 'a label for each sample',
          received: other?.kind === 'value' ? `values in “${other.column}”` : 'no labels',
          advice: 'Read the column as classes in the data panel, or end the graph with a Regression node.',
        }),
});

const known = new WeakMap<TargetStateOf<'classes'>, WeakMap<Float64Array, Float64Array>>();

/** Class indices of the run: matched by name, so that a model can be judged on other data than it was trained on. */
function matched(state: TargetStateOf<'classes'>, { facts, numbers }: TargetData<'classes'>): Float64Array {
  const byData = known.get(state) ?? new WeakMap<Float64Array, Float64Array>();
  known.set(state, byData);
  const before = byData.get(numbers);
  if (before) return before;
  const map = facts.labels.map((label) => state.labels.indexOf(label));
  const foreign = facts.labels.filter((_, at) => (map[at] ?? -1) < 0);
  if (foreign.length > 0) {
    throw new StudioError(`The model does not know the ${foreign.length === 1 ? 'class' : 'classes'} ${foreign.slice(0, 5).join(', ')}.`, {
      expected: state.labels.slice(0, 20).join(', '),
      received: facts.labels.slice(0, 20).join(', '),
      advice: 'Choose data with the classes that the model was trained on.',
    });
  }
  const targets = numbers.map((at) => map[at] ?? 0);
  byData.set(numbers, targets);
  return targets;
}
