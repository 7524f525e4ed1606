import type { TargetPlanOf, TargetStateOf } from '../../../shared/graph/feed';
import { StudioError } from '../../../shared/studio-error';
import { deviationOf, noMoments, welford } from '../moments';
import { defineTarget, type TargetData } from './define-target';
import { mustFitLoss } from './must-fit-loss';

type Plan = TargetPlanOf<'values'>;
type State = TargetStateOf<'values'>;

/** The numbers of a column, which is a target of its own, too. */
function columnOf(data: TargetData<'values'>, column: string): Float64Array {
  const own = Object.entries(data.dataset.facts.targets).find(([, facts]) => facts.kind === 'value' && facts.column === column);
  const numbers = own && data.dataset.targets[own[0]];
  if (numbers) return numbers;
  throw new StudioError(`The data has no numbers in “${column}”, which the model predicts.`, {
    expected: `a column “${column}”`,
    received: data.facts.columns.join(', '),
    advice: 'Choose data with the columns that the model was trained on.',
  });
}

const inUnit = (plan: Plan, state: State, raw: number, at: number): number =>
  plan.standardize ? raw * (state.deviations[at] ?? 1) + (state.means[at] ?? 0) : raw;

/** Several numbers: rows [batch, columns], each column standardised by itself where the plan says so. */
export const valuesTarget = defineTarget('values', {
  fit: (plan, data, indices) => {
    const { columns } = data.facts;
    if (plan.values !== columns.length) {
      throw new StudioError('The graph and the data do not have the same number of columns to predict.', {
        expected: `${plan.values} columns`,
        received: columns.join(', '),
      });
    }
    const moments = columns.map((column) => {
      const numbers = columnOf(data, column);
      mustFitLoss(plan.loss, column, numbers);
      const found = noMoments();
      for (const index of indices) welford(found, numbers[index] ?? 0);
      return found;
    });
    return { kind: 'values', columns: [...columns], means: moments.map(({ mean }) => mean), deviations: moments.map(deviationOf) };
  },
  // One number a sample where only one is looked at: the first column's.
  actual: (state, data) => columnOf(data, state.columns[0] ?? ''),
  encode: (plan, state, data, indices) => {
    const width = state.columns.length;
    const rows = new Float32Array(indices.length * width);
    for (const [at, column] of state.columns.entries()) {
      const numbers = columnOf(data, column);
      const [mean, deviation] = plan.standardize ? [state.means[at] ?? 0, state.deviations[at] ?? 1] : [0, 1];
      for (const [row, index] of indices.entries()) rows[row * width + at] = ((numbers[index] ?? 0) - mean) / deviation;
    }
    return { shape: [indices.length, width], data: rows };
  },
  predict: (plan, state, row) => ({
    kind: 'values',
    node: plan.node,
    values: state.columns.map((column, at) => ({ column, value: inUnit(plan, state, row[at] ?? 0, at) })),
  }),
  judge: (plan, state, row) => ({ predicted: inUnit(plan, state, row[0] ?? 0, 0), probability: null }),
  series: (plan, state, expected, row) =>
    state.columns.map((column, at) => ({
      column,
      actual: inUnit(plan, state, expected[at] ?? 0, at),
      predicted: inUnit(plan, state, row[at] ?? 0, at),
    })),
  purpose: ({ columns }) => `Predicts ${columns.join(', ')}.`,
  missing: (state, other) =>
    state
      ? new StudioError('The model predicts several numbers, but this data has none to compare with.', {
          expected: `the columns ${state.columns.map((column) => `“${column}”`).join(', ')}`,
        })
      : new StudioError('The graph predicts several numbers, but the data does not have several columns of them.', {
          expected: 'two or more columns read as “number to predict”',
          received: other?.kind === 'classes' ? `${other.labels.length} classes` : (other?.kind ?? 'no target'),
          advice: 'Read the columns as “number to predict” in the data panel, or end the graph with a Regression node.',
        }),
});
