import { type Numbers, refuseInfinite, sameLength } from './numbers';

/**
 * How well predictions serve as the quantile τ: the mean of max(τ (y − ŷ), (τ − 1)(y − ŷ)), least for the true quantile.
 * Equal to scikit-learn's `mean_pinball_loss`. In the target's unit. No samples: NaN; NaN and infinite numbers are refused.
 *
 * Source: Koenker & Bassett 1978.
 *
 * @param quantile τ, between 0 and 1
 */
export function pinballLoss(targets: Numbers, predictions: Numbers, quantile: number): number {
  sameLength(targets, predictions, 'targets and predictions');
  if (!(quantile >= 0 && quantile <= 1)) throw new Error(`${quantile} is no quantile`);
  refuseInfinite(targets, 'target');
  refuseInfinite(predictions, 'prediction');
  let sum = 0;
  for (let i = 0; i < targets.length; i++) {
    const over = (targets[i] ?? Number.NaN) - (predictions[i] ?? Number.NaN);
    sum += Math.max(quantile * over, (quantile - 1) * over);
  }
  return sum / targets.length;
}
