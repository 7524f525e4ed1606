import * as tf from '@tensorflow/tfjs';

/** 1 at the places p of an axis with start ≤ p < start + length, else 0: [batch, size]. `start` and `length`: [batch, 1]. */
export function spanMask(start: tf.Tensor, length: tf.Tensor, size: number): tf.Tensor {
  const places = tf.range(0, size, 1, 'float32').reshape([1, size]);
  return places
    .greaterEqual(start)
    .logicalAnd(places.less(start.add(length)))
    .toFloat();
}
