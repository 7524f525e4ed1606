import * as tf from '@tensorflow/tfjs';

/**
 * Sets zeros between the entries of a kernel along its first axes: [a, b] with a rate of 2 becomes [a, 0, b]. A dilated window
 * is a larger one with zeros between its numbers.
 *
 * @param rates one for each of the first axes
 */
export function spreadKernel(kernel: tf.Tensor, rates: readonly number[]): tf.Tensor {
  return rates.reduce((spread, rate, axis) => {
    const size = spread.shape[axis] ?? 1;
    if (rate === 1 || size === 1) return spread;
    const before = spread.shape.slice(0, axis);
    const after = spread.shape.slice(axis + 1);
    const product = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);
    // Each entry with its zeros behind it; those behind the last are cut off.
    const apart = spread.reshape([product(before), size, 1, product(after)]);
    const wide = tf.pad(apart, [
      [0, 0],
      [0, 0],
      [0, rate - 1],
      [0, 0],
    ]);
    const whole = wide.reshape([...before, size * rate, ...after]);
    return whole.slice(
      whole.shape.map(() => 0),
      whole.shape.map((side, i) => (i === axis ? side - rate + 1 : side)),
    );
  }, kernel);
}
