import type * as tf from '@tensorflow/tfjs';

/**
 * x / |x| along an axis, as `keras.ops.normalize`. The bound is on the square, so that a vector of zeros stays one and
 * its gradient is finite (Keras's is not a number there).
 *
 * @param shortest lengths below it count as it
 */
export function unitLength(x: tf.Tensor, axis: number, shortest: number): tf.Tensor {
  return x.mul(
    x
      .square()
      .sum(axis, true)
      .maximum(shortest ** 2)
      .rsqrt(),
  );
}
