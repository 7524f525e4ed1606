import * as tf from '@tensorflow/tfjs';

/** Of the slowest wave: 2π · 10,000 places (arXiv:1706.03762, 3.5). */
const SLOWEST = 10_000;

/** sin and cos of place · 10,000^(−2m/width): each [places, width / 2]. */
function waves(places: number, width: number): { readonly sin: tf.Tensor2D; readonly cos: tf.Tensor2D } {
  const speeds = tf.tensor2d(
    Array.from({ length: width / 2 }, (_, m) => SLOWEST ** ((-2 * m) / width)),
    [1, width / 2],
  );
  const angles = tf.range(0, places, 1, 'int32').toFloat().reshape<tf.Tensor2D>([places, 1]).mul<tf.Tensor2D>(speeds);
  return { sin: angles.sin(), cos: angles.cos() };
}

/**
 * Transformer-XL's products of a query with the distance to each key (arXiv:1901.02860, terms b and d): asked_i · W R_{i−j}, where
 * R is sines, then cosines, of the distance. Nothing is computed for each distance: the waves of a difference are products of
 * waves, sin(i − j) = sin i · cos j − cos i · sin j, so that a query turned by its own waves meets the waves of a key's place.
 *
 * @param asked [batch, heads, queries, size]
 * @param kernel W, [width, heads · size]; `width` is even
 * @returns [batch, heads, queries, keys]
 */
export function distanceProducts(asked: tf.Tensor4D, kernel: tf.Tensor2D, keys: number): tf.Tensor4D {
  const [batch, heads, queries, size] = asked.shape;
  const [width] = kernel.shape;
  const byHead = kernel.reshape<tf.Tensor3D>([width, heads, size]).transpose<tf.Tensor3D>([1, 0, 2]);
  const rows = asked.transpose<tf.Tensor4D>([1, 0, 2, 3]).reshape<tf.Tensor3D>([heads, batch * queries, size]);
  const [ofSin, ofCos] = tf.split(tf.matMul(rows, byHead, false, true).reshape([heads, batch, queries, width]), 2, 3);
  if (!ofSin || !ofCos) throw new Error('distances lost their waves');
  const [own, other] = [waves(queries, width), waves(keys, width)];
  const meetsCos = ofSin.mul(own.sin).add(ofCos.mul(own.cos));
  const meetsSin = ofCos.mul(own.sin).sub(ofSin.mul(own.cos));
  const turned = tf.concat([meetsCos, meetsSin], 3).reshape<tf.Tensor2D>([heads * batch * queries, width]);
  const products = tf.matMul(turned, tf.concat2d([other.cos, other.sin], 1), false, true);
  return products.reshape<tf.Tensor4D>([heads, batch, queries, keys]).transpose<tf.Tensor4D>([1, 0, 2, 3]);
}
