import type { TargetPlanOf, TargetStateOf } from '../../../shared/graph/feed';
import { StudioError } from '../../../shared/studio-error';
import { mustTellApart } from '../must-tell-apart';
import { defineTarget, type TargetData } from './define-target';

/** Classes that a prediction names at most. */
const MOST_NEAREST = 20;

/** Class indices of the run. People that training never met are further ones: they are told from each other all the same. */
function who(state: TargetStateOf<'identity'>, { facts, numbers }: TargetData<'identity'>): Float64Array {
  const map = facts.labels.map((label, at) => (state.labels.includes(label) ? state.labels.indexOf(label) : state.labels.length + at));
  return numbers.map((label) => map[label] ?? 0);
}

interface Near {
  readonly label: string;
  readonly at: number;
  readonly distance: number;
}

/** How far a vector lies from the centre of each class, the nearest first. */
function nearest({ width }: TargetPlanOf<'identity'>, { labels, centres }: TargetStateOf<'identity'>, row: Float32Array): Near[] {
  const known = labels.flatMap((label, at): Near[] => {
    const centre = centres?.[at];
    if (!centre) return [];
    let square = 0;
    for (let i = 0; i < width; i++) square += ((row[i] ?? 0) - (centre[i] ?? 0)) ** 2;
    return [{ label, at, distance: Math.sqrt(square) }];
  });
  return known.sort((a, b) => a.distance - b.distance);
}

const thresholdOf = ({ margin }: TargetPlanOf<'identity'>, { threshold }: TargetStateOf<'identity'>): number => threshold ?? margin;

/** Whom a sample shows: rows [batch, 2] of the class, and of which sample it is: a batch may hold one twice, where it is filled up. */
export const identityTarget = defineTarget('identity', {
  fit: (plan, { facts, dataset }) => {
    mustTellApart(facts, dataset.facts);
    if (plan.classes !== facts.labels.length) {
      throw new StudioError('The graph and the data do not have the same number of classes.', {
        expected: `${plan.classes} classes`,
        received: `${facts.labels.length}`,
      });
    }
    return { kind: 'identity', labels: [...facts.labels], threshold: null, centres: null };
  },
  actual: who,
  encode: (_plan, state, data, indices) => {
    const known = who(state, data);
    const rows = new Float32Array(2 * indices.length);
    for (const [row, index] of indices.entries()) {
      rows[2 * row] = known[index] ?? 0;
      rows[2 * row + 1] = index;
    }
    return { shape: [indices.length, 2], data: rows };
  },
  predict: (plan, state, row) => {
    const near = nearest(plan, state, row);
    const threshold = thresholdOf(plan, state);
    const [first] = near;
    return {
      kind: 'identity',
      node: plan.node,
      label: first && first.distance <= threshold ? first.label : null,
      nearest: near.slice(0, MOST_NEAREST).map(({ label, distance }) => ({ label, distance })),
      threshold,
    };
  },
  judge: (plan, state, row) => ({ predicted: nearest(plan, state, row)[0]?.at ?? -1, probability: null }),
  classes: ({ labels }) => labels,
  purpose: () => 'Tells who or what is shown, by what lies near it.',
  missing: (state, other) =>
    state
      ? new StudioError('The model tells who is who, but this data has no class labels.')
      : new StudioError('The graph learns who is who, but the data has no class labels.', {
          expected: 'a label for each sample',
          received: other?.kind === 'value' ? `values in “${other.column}”` : 'no labels',
          advice: 'Read the column as classes in the data panel, or keep the pictures of each in a folder of its own.',
        }),
});
