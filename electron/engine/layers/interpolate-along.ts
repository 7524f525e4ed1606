import * as tf from '@tensorflow/tfjs';

/**
 * Makes an axis a whole number of times as long; between two places it goes straight from one to the other, and beyond the
 * first and the last it stays. Places stand for the middle of what they cover (half-pixel centres), as in Keras's
 * `UpSampling2D(interpolation="bilinear")`; the gradient of tfjs's `resizeBilinear` knows no such centres.
 */
export function interpolateAlong(x: tf.Tensor, axis: number, times: number): tf.Tensor {
  if (times === 1) return x;
  const side = x.shape[axis] ?? 1;
  const part = (from: number, size: number): tf.Tensor =>
    x.slice(
      x.shape.map((_, i) => (i === axis ? from : 0)),
      x.shape.map((all, i) => (i === axis ? size : all)),
    );
  const before = side === 1 ? x : tf.concat([part(0, 1), part(0, side - 1)], axis);
  const behind = side === 1 ? x : tf.concat([part(1, side - 1), part(side - 1, 1)], axis);
  // How far each of the new places lies from the middle of the old one.
  const offsets = Array.from({ length: times }, (_, i) => (i + 0.5) / times - 0.5);
  const share = (weights: readonly number[]): tf.Tensor => tf.tensor(weights, [times, ...x.shape.slice(axis + 1).map(() => 1)], 'float32');
  const apart = [before, x, behind].map((tensor) => tensor.expandDims(axis + 1));
  const shares = [
    offsets.map((offset) => Math.max(-offset, 0)),
    offsets.map((offset) => 1 - Math.abs(offset)),
    offsets.map((offset) => Math.max(offset, 0)),
  ];
  const sum = apart.map((tensor, i) => tensor.mul(share(shares[i] ?? []))).reduce((a, b) => a.add(b));
  return sum.reshape(x.shape.map((size, i) => (i === axis ? size * times : size)));
}
