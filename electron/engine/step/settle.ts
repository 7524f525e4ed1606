import * as tf from '@tensorflow/tfjs';
import type { Scalar } from '../optimizers/optimizer';
import { type MaxNorm, withinNorm } from './max-norm';

/** Weights after a batch, and their running mean where one is kept. */
export interface Settled {
  readonly weights: tf.Tensor;
  readonly average: tf.Tensor | null;
}

/**
 * The mean takes in the weights as they are now, and may replace them: the first half of what follows every batch,
 * whether it updated the weights or only gathered gradients, as in Keras's `apply`.
 *
 * @param scalars those of `averageScalars`
 */
export function averaged(weights: tf.Tensor, before: tf.Tensor, scalars: readonly Scalar[]): { weights: tf.Tensor; average: tf.Tensor } {
  const [momentum = 0, keep] = scalars;
  const average = before.mul(momentum).add(weights.mul(tf.sub(1, momentum)));
  // Parts of 1 and 0: exact.
  return { weights: keep === undefined ? weights : weights.mul(keep).add(average.mul(tf.sub(1, keep))), average };
}

/** All that follows every batch of one weight, in Keras's order: averaged, replaced by the mean, brought within its norm. */
export function settle(weights: tf.Tensor, before: tf.Tensor | null, scalars: readonly Scalar[], maxNorm: MaxNorm | null): Settled {
  const mean = before ? averaged(weights, before, scalars) : { weights, average: null };
  return { weights: maxNorm ? withinNorm(mean.weights, maxNorm) : mean.weights, average: mean.average };
}
