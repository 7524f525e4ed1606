import * as tf from '@tensorflow/tfjs';

type Pair = [number, number];
type Triple = [number, number, number];

const average = (x: tf.Tensor, size: readonly number[], strides: readonly number[], padding: 'valid' | 'same'): tf.Tensor =>
  x.rank === 5
    ? tf.avgPool3d(x as tf.Tensor5D, [...size] as Triple, [...strides] as Triple, padding)
    : tf.avgPool(x as tf.Tensor4D, [...size] as Pair, [...strides] as Pair, padding);

/** Zeros around, as many as TensorFlow's padding “same” stands for. */
function surrounded(x: tf.Tensor, size: readonly number[], strides: readonly number[]): tf.Tensor {
  const ends = size.map((window, axis): [number, number] => {
    const [side, stride] = [x.shape[axis + 1] ?? 1, strides[axis] ?? 1];
    const missing = Math.max((Math.ceil(side / stride) - 1) * stride + window - side, 0);
    return [Math.floor(missing / 2), Math.ceil(missing / 2)];
  });
  return tf.pad(x, [[0, 0], ...ends, [0, 0]]);
}

/**
 * The mean of each window of a map or a volume; places beyond the border do not count. The gradient of tfjs's JavaScript
 * divides by all places of a window at the border too: there, the mean with zeros is set in proportion to that of ones.
 */
export function averagePool(x: tf.Tensor, size: readonly number[], strides: readonly number[], padding: 'valid' | 'same'): tf.Tensor {
  if (padding === 'valid' || tf.getBackend() === 'tensorflow') return average(x, size, strides, padding);
  const ones = tf.ones([1, ...x.shape.slice(1, -1), 1]);
  return average(surrounded(x, size, strides), size, strides, 'valid').div(
    average(surrounded(ones, size, strides), size, strides, 'valid'),
  );
}
