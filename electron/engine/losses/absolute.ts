import type * as tf from '@tensorflow/tfjs';

/** |x| whose gradient at 0 is 0, as Keras's and torch's; that of `tf.abs` is −1 there. */
export function absolute(x: tf.Tensor): tf.Tensor {
  return x.relu().add(x.neg().relu());
}
