import * as tf from '@tensorflow/tfjs';

/** Below it a distance counts as this: the root of 0 has no finite slope. */
const LEAST_SQUARE = 1e-12;

/** ‖a − b‖ over the last axis, broadcasting as `sub` does; of equal points 1e-6, with gradient 0. */
export function euclidean(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  return tf.maximum(a.sub(b).square().sum(-1), LEAST_SQUARE).sqrt();
}
