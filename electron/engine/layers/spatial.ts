import type * as tf from '@tensorflow/tfjs';

/** How many axes of places a layer works over: 1 a sequence, 2 a map, 3 a volume. */
export type Axes = 1 | 2 | 3;

/** A number, or one an axis, as Keras writes sizes. */
export type Size = number | readonly number[];

export type Padding = 'valid' | 'same' | 'causal';

/** One number an axis. */
export const perAxis = (size: Size, axes: Axes): number[] =>
  typeof size === 'number' ? Array.from({ length: axes }, () => size) : [...size];

/** A sequence as a map of one row: [batch, 1, places, channels]. TensorFlow's kernels have no other form for it either. */
export const asRow = (x: tf.Tensor): tf.Tensor4D => x.expandDims(1);

/** The same for a kernel: [1, size, …]. */
export const kernelAsRow = (kernel: tf.Tensor): tf.Tensor4D => kernel.expandDims(0);

export const fromRow = (x: tf.Tensor): tf.Tensor => x.squeeze([1]);
