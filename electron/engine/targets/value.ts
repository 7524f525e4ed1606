import * as tf from '@tensorflow/tfjs';
import type { TargetPlanOf, TargetStateOf } from '../../../shared/graph/feed';
import { middleQuantile } from '../../../shared/graph/targets/middle-quantile';
import { bySample } from '../losses/by-sample';
import { quantileLoss } from '../losses/quantile';
import {
  huber,
  logCosh,
  meanAbsoluteError,
  meanAbsolutePercentageError,
  meanSquaredLogarithmicError,
  poisson,
} from '../losses/value-losses';
import { intervalCoverage } from '../metrics/interval-coverage';
import { pinballLoss } from '../metrics/pinball-loss';
import { rSquared } from '../metrics/r-squared';
import { rootMeanSquaredError } from '../metrics/regression-error';
import { defineTargetLosses, type WholeSplit } from './define-target-losses';
import { meanBySample, rows } from './rows';

type Plan = TargetPlanOf<'value'>;

/** Keras's losses for values, by row: the mean over the last axis. */
export function valueLosses(plan: Pick<Plan, 'loss' | 'delta' | 'quantiles'>, target: tf.Tensor2D, output: tf.Tensor2D): tf.Tensor1D {
  switch (plan.loss) {
    case 'mean_squared_error':
      return bySample(output.sub(target).square());
    case 'mean_absolute_error':
      return meanAbsoluteError(target, output);
    case 'huber':
      return huber(target, output, plan.delta ?? 1);
    case 'log_cosh':
      return logCosh(target, output);
    case 'mean_absolute_percentage_error':
      return meanAbsolutePercentageError(target, output);
    case 'mean_squared_logarithmic_error':
      return meanSquaredLogarithmicError(target, output);
    case 'poisson':
      return poisson(target, output, 'rates');
    case 'quantile':
      return quantileLoss(target, output, plan.quantiles ?? [0.5]);
  }
}

function whole(plan: Plan, state: TargetStateOf<'value'>, { samples, expected, given }: WholeSplit): { [name: string]: number } {
  const width = plan.loss === 'quantile' ? (plan.quantiles?.length ?? 1) : 1;
  if (expected.length !== samples || given.length !== samples * width) return {};
  const inUnit = (x: number) => (plan.standardize ? x * state.deviation + state.mean : x);
  const actual = Float64Array.from(expected, inUnit);
  const column = (at: number) => Float64Array.from({ length: samples }, (_, row) => inUnit(given[row * width + at] ?? Number.NaN));
  const { quantiles } = plan;
  if (plan.loss === 'quantile' && quantiles) {
    const columns = quantiles.map((_, at) => column(at));
    const [lower, upper] = [columns[0], columns.at(-1)];
    const pinball = columns.reduce((sum, values, at) => sum + pinballLoss(actual, values, quantiles[at] ?? 0.5), 0) / columns.length;
    if (!lower || !upper || columns.length < 2) return { pinball };
    const { coverage, width: wide } = intervalCoverage(actual, lower, upper);
    return { coverage, interval_width: wide, pinball };
  }
  const said = column(0);
  return { r2: rSquared(actual, said), rmse: rootMeanSquaredError(actual, said) };
}

/** One number, or the quantiles of one. */
export const valueTargetLosses = defineTargetLosses('value', {
  takesOut: () => null,
  losses: (plan, target, output) => meanBySample(valueLosses(plan, rows(target), rows(output)), output.shape[0] ?? 1),
  metric: () => 'mae',
  metrics: (plan, target, output) => {
    const said = plan.loss === 'quantile' ? rows(output).slice([0, middleQuantile(plan.quantiles ?? [])], [-1, 1]) : rows(output);
    return meanBySample(tf.abs(said.sub(rows(target))).mean(-1) as tf.Tensor1D, output.shape[0] ?? 1);
  },
  whole,
});
