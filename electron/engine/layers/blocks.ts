import * as tf from '@tensorflow/tfjs';

/**
 * How many blocks of `size` places there are, as a number and as the side of a tensor: what is recorded for one length and
 * run for others (graph/generalise.ts) finds its sizes at the sides of tensors, and no other one is ⌈places / size⌉.
 */
export function blockCount(places: number, size: number): number {
  tf.maxPool(tf.ones([1, places, 1, 1]) as tf.Tensor4D, [size, 1], [size, 1], 'same');
  return Math.ceil(places / size);
}

/**
 * [batch, heads, places, features] in blocks of places: [batch, heads, count, size, features]; 0 behind the end.
 *
 * @param count of `blockCount`
 */
export function blocksOf(x: tf.Tensor4D, count: number, size: number): tf.Tensor5D {
  return windowsOf(x, count, size, 0, 0);
}

/** The same, with as many blocks before and behind each beside it: [batch, heads, count, (before + 1 + after) · size, features]. */
export function windowsOf(x: tf.Tensor4D, count: number, size: number, before: number, after: number): tf.Tensor5D {
  const [batch, heads, , features] = x.shape;
  const padded = x.pad([
    [0, 0],
    [0, 0],
    [before * size, (after + 1) * size - 1],
    [0, 0],
  ]);
  const parts = Array.from({ length: before + 1 + after }, (_, block) =>
    padded
      .slice([0, 0, block * size, 0], [batch, heads, count * size, features])
      .reshape<tf.Tensor5D>([batch, heads, count, size, features]),
  );
  const [only] = parts;
  return only && parts.length === 1 ? only : (tf.concat(parts, 3) as tf.Tensor5D);
}

/** Blocks as a sequence again, without what lies behind its end: [batch, heads, places, features]. */
export function unblocked(x: tf.Tensor5D, places: number): tf.Tensor4D {
  const [batch, heads, count, size, features] = x.shape;
  return (x.reshape([batch, heads, count * size, features]) as tf.Tensor4D).slice([0, 0, 0, 0], [batch, heads, places, features]);
}
