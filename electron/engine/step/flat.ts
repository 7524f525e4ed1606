import * as tf from '@tensorflow/tfjs';

/** Where each weight lies in the long vector of all of them. */
export interface FlatLayout {
  readonly shapes: readonly (readonly number[])[];
  readonly sizes: readonly number[];
  readonly total: number;
}

export function flatLayout(shapes: readonly (readonly number[])[]): FlatLayout {
  const sizes = shapes.map((shape) => shape.reduce((product, dim) => product * dim, 1));
  return { shapes, sizes, total: sizes.reduce((sum, size) => sum + size, 0) };
}

/** End to end, in order: one kernel (reshapes only relabel). */
export function flatten(tensors: readonly tf.Tensor[]): tf.Tensor1D {
  const [first] = tensors;
  if (tensors.length === 1 && first) return first.as1D();
  return tf.concat1d(tensors.map((tensor) => tensor.as1D()));
}

/** The parts again, in their shapes. */
export function unflatten(flat: tf.Tensor1D, layout: FlatLayout): tf.Tensor[] {
  const parts = layout.sizes.length === 1 ? [flat] : tf.split(flat, [...layout.sizes]);
  return parts.map((part, i) => part.reshape([...(layout.shapes[i] ?? [])]));
}
