import * as tf from '@tensorflow/tfjs';
import type { TargetPlanOf, TargetStateOf } from '../../../shared/graph/feed';
import { rSquared } from '../metrics/r-squared';
import { meanAbsoluteError, rootMeanSquaredError } from '../metrics/regression-error';
import { defineTargetLosses, type WholeSplit } from './define-target-losses';
import { valueLosses } from './value';

/** Above so many columns only their means are told. */
const MOST_COLUMNS = 12;

/**
 * By column in the data's units: `mae_<column>`, `rmse_<column>`, `r2_<column>`; R² over all is the plain mean of the columns',
 * RMSE over all in the unit that is trained on (deviations, where the columns are standardised), as metres and kilograms
 * have no common one.
 */
function whole(plan: TargetPlanOf<'values'>, state: TargetStateOf<'values'>, split: WholeSplit): { [name: string]: number } {
  const { samples, expected, given } = split;
  const width = state.columns.length;
  if (expected.length !== samples * width || given.length !== expected.length) return {};
  const columns = state.columns.map((column, at) => {
    const inUnit = (x: number) => (plan.standardize ? x * (state.deviations[at] ?? 1) + (state.means[at] ?? 0) : x);
    const of = (values: ArrayLike<number>) =>
      Float64Array.from({ length: samples }, (_, row) => inUnit(values[row * width + at] ?? Number.NaN));
    const [actual, said] = [of(expected), of(given)];
    return { column, r2: rSquared(actual, said), mae: meanAbsoluteError(actual, said), rmse: rootMeanSquaredError(actual, said) };
  });
  const all = {
    r2: columns.reduce((sum, { r2 }) => sum + r2, 0) / width,
    rmse: rootMeanSquaredError(expected, given),
  };
  if (width > MOST_COLUMNS) return all;
  const named = columns.flatMap(({ column, r2, mae, rmse }) => [
    [`mae_${column}`, mae],
    [`rmse_${column}`, rmse],
    [`r2_${column}`, r2],
  ]);
  return { ...all, ...Object.fromEntries(named) };
}

/** Several numbers, each counting as much: the loss of a sample is the mean over its columns, as Keras has it. */
export const valuesLosses = defineTargetLosses('values', {
  takesOut: () => null,
  losses: (plan, target, output) => valueLosses(plan, target as tf.Tensor2D, output as tf.Tensor2D),
  metric: () => 'mae',
  metrics: (_plan, target, output) => tf.abs(output.sub(target)).mean(-1) as tf.Tensor1D,
  whole,
});
