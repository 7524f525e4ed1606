import * as tf from '@tensorflow/tfjs';

/** Of the slowest pair, as in the paper: a turn takes 2π · 10,000 places. */
const SLOWEST = 10_000;

/**
 * Rotary positions (RoFormer, arXiv:2104.09864, eq. 34): the features 2i and 2i + 1 of place p are turned by p · 10,000^(−2i/size),
 * so that the product of a query and a key knows their distance. [batch, heads, places, size], `size` even.
 */
export function rotated(x: tf.Tensor4D): tf.Tensor4D {
  const [batch, heads, places, size] = x.shape;
  const pairs = size / 2;
  const speeds = tf.tensor2d(
    Array.from({ length: pairs }, (_, i) => SLOWEST ** ((-2 * i) / size)),
    [1, pairs],
  );
  const angles = tf.range(0, places, 1, 'int32').toFloat().reshape([places, 1]).mul(speeds);
  const [cos, sin] = [angles.cos(), angles.sin()];
  const [even, odd] = tf.unstack(x.reshape([batch, heads, places, pairs, 2]), 4);
  if (!even || !odd) throw new Error('rotary positions need pairs of features');
  return tf.stack([even.mul(cos).sub(odd.mul(sin)), even.mul(sin).add(odd.mul(cos))], 4).reshape([batch, heads, places, size]);
}
