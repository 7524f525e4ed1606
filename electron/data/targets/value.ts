import type { TargetPlanOf, TargetStateOf } from '../../../shared/graph/feed';
import { middleQuantile } from '../../../shared/graph/targets/middle-quantile';
import { StudioError } from '../../../shared/studio-error';
import { deviationOf, noMoments, welford } from '../moments';
import { defineTarget } from './define-target';
import { mustFitLoss } from './must-fit-loss';

/** In the data's unit: the value, or the quantile at `at`. */
function unscaled(plan: TargetPlanOf<'value'>, state: TargetStateOf<'value'>, row: Float32Array, at = valueAt(plan)): number {
  const raw = row[at] ?? 0;
  return plan.standardize ? raw * state.deviation + state.mean : raw;
}

/** Which number of a row stands for the value. */
const valueAt = ({ loss, quantiles }: TargetPlanOf<'value'>): number => (loss === 'quantile' ? middleQuantile(quantiles ?? []) : 0);

/** One number: rows [batch, 1], standardised where the plan says so. */
export const valueTarget = defineTarget('value', {
  fit: (plan, { facts, numbers }, indices) => {
    mustFitLoss(plan.loss, facts.column, numbers);
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
  predict: (plan, state, row) => ({
    kind: 'value',
    node: plan.node,
    column: state.column,
    value: unscaled(plan, state, row),
    ...(plan.quantiles && { quantiles: plan.quantiles.map((quantile, at) => ({ quantile, value: unscaled(plan, state, row, at) })) }),
  }),
  judge: (plan, state, row) => ({ predicted: unscaled(plan, state, row), probability: null }),
  metricScale: (plan, state) => (plan.standardize ? state.deviation : 1),
  purpose: ({ column }) => `Predicts ${column}.`,
  missing: (state, other) =>
    state
      ? new StudioError('The model predicts a number, but this data has none to compare with.', { expected: `a column “${state.column}”` })
      : new StudioError('The graph predicts a number, but the data has classes.', {
          expected: 'a column of numbers to predict',
          received: other?.kind === 'classes' ? `${other.labels.length} classes` : 'no target',
          advice: 'Read the column as numbers in the data panel, or end the graph with a Classification node.',
        }),
});
