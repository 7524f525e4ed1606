import * as tf from '@tensorflow/tfjs';
import { bySample } from './by-sample';

/**
 * Pinball loss of several quantiles at once: max(τ (y − q), (τ − 1)(y − q)), averaged over values and quantiles.
 *
 * Source: Koenker & Bassett 1978.
 *
 * @param target [batch, values]
 * @param output [batch, values, quantiles]: of each value the quantiles in the order given; [batch, quantiles] of a single one
 * @param quantiles τ, each between 0 and 1
 */
export function quantileLoss(target: tf.Tensor, output: tf.Tensor, quantiles: readonly number[]): tf.Tensor1D {
  if (quantiles.length === 0 || !quantiles.every((q) => q > 0 && q < 1)) throw new Error(`no quantiles: ${quantiles.join(', ')}`);
  const batch = target.shape[0] ?? 1;
  const given = output.reshape([batch, -1, quantiles.length]);
  const over = target.reshape([batch, -1, 1]).sub(given);
  // τ e + max(0, −e): a kink whose gradient is that of one relu.
  return bySample(over.mul(tf.tensor1d([...quantiles])).add(over.neg().relu()));
}
