import * as tf from '@tensorflow/tfjs';

const product = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/**
 * Every part along `axis` several times, one behind the other: [a, b] twice becomes [a, a, b, b]. The gradient of tfjs's
 * `tile` loops in JavaScript; this is one sum.
 */
export function repeatAlong(x: tf.Tensor, axis: number, times: number): tf.Tensor {
  if (times === 1) return x;
  const [before, side, after] = [product(x.shape.slice(0, axis)), x.shape[axis] ?? 1, product(x.shape.slice(axis + 1))];
  const repeated = x.shape.map((size, i) => (i === axis ? size * times : size));
  const run = tf.customGrad((...args) => {
    const [input] = args as unknown as [tf.Tensor];
    return {
      value: input.reshape([before, side, 1, after]).tile([1, 1, times, 1]).reshape(repeated),
      gradFunc: (dy: tf.Tensor) => dy.reshape([before, side, times, after]).sum(2).reshape(x.shape),
    };
  });
  return run(x);
}
