import type { TargetPlanOf, TargetStateOf } from '../../../shared/graph/feed';
import { StudioError } from '../../../shared/studio-error';
import { deviationOf, noMoments, welford } from '../moments';
import { defineTarget } from './define-target';

/** In the data's unit. */
function unscaled(plan: TargetPlanOf<'value'>, state: TargetStateOf<'value'>, row: Float32Array): number {
  const raw = row[0] ?? 0;
  return plan.standardize ? raw * state.deviation + state.mean : raw;
}

/** One number: rows [batch, 1], standardised where the plan says so. */
export const valueTarget = defineTarget('value', {
  fit: (_plan, { facts, numbers }, indices) => {
    const column = noMoments();
    for (const index of indices) welford(column, numbers[index] ?? 0);
    return { kind: 'value', column: facts.column, mean: column.mean, deviation: deviationOf(column) };
  },
  actual: (_state, { numbers }) => numbers,
  encode: (plan, state, { numbers }, indices) => {
    const value = (index: number) => numbers[index] ?? 0;
    const data = Float32Array.from(indices, (index) => (plan.standardize ? (value(index) - state.mean) / state.deviation : value(index)));
    return { shape: [indices.length, 1], data };
  },
  predict: (plan, state, row) => ({ kind: 'value', node: plan.node, column: state.column, value: unscaled(plan, state, row) }),
  judge: (plan, state, row) => ({ predicted: unscaled(plan, state, row), probability: null }),
  metricScale: (plan, state) => (plan.standardize ? state.deviation : 1),
  missing: (state, other) =>
    state
      ? new StudioError('The model predicts a number, but this data has none to compare with.', { expected: `a column “${state.column}”` })
      : new StudioError('The graph predicts a number, but the data has classes.', {
          expected: 'a column of numbers to predict',
          received: other?.kind === 'classes' ? `${other.labels.length} classes` : 'no target',
          advice: 'Read the column as numbers in the data panel, or end the graph with a Classification node.',
        }),
});
