import * as tf from '@tensorflow/tfjs';

/** One number a sample out of one a place: the mean over all axes but the first, as Keras averages. [batch, …] → [batch]. */
export function bySample(values: tf.Tensor): tf.Tensor1D {
  if (values.rank === 0) throw new Error('a loss needs samples');
  return values.rank === 1 ? (values as tf.Tensor1D) : (tf.mean(values.reshape([values.shape[0] ?? 1, -1]), -1) as tf.Tensor1D);
}

/** Keras's `backend.epsilon()`. */
export const EPSILON = 1e-7;
