import type * as tf from '@tensorflow/tfjs';

/** A named part of the optimizer's memory, as long as all weights together. */
export interface Slot {
  readonly name: string;
  value: tf.Tensor1D;
}

/**
 * The update rule of one optimizer on one long vector: all trainable weights end to end. One vector keeps the
 * number of kernels the same however many layers there are.
 */
export interface Optimizer {
  readonly name: string;
  /** What it remembers of each weight: zeros at first, where `initial` does not say otherwise. */
  readonly slots: readonly string[];
  readonly initial?: { readonly [slot: string]: number };
  /** Which numbers its update takes besides constants. */
  readonly scalars: readonly string[];
  /** Those of `scalars` that are proportional to the learning rate: what a weight's own factor multiplies. */
  readonly rates: readonly string[];
  /**
   * The numbers of one update, in the order of `scalars`.
   *
   * @param step how many updates were done before, 0 for the first
   */
  scalarsAt(rate: number, step: number): readonly number[];
  /**
   * Called inside a tidy. Equations and their order of operations are Keras 3's. Works on tensors of any one shape.
   *
   * @param scalars numbers, or tensors of them where the update is recorded once and run often
   * @returns new weights and the new value of every slot, in the order of `slots`
   */
  update(weights: tf.Tensor, gradient: tf.Tensor, slots: readonly tf.Tensor[], scalars: readonly Scalar[]): Updated;
  /**
   * The same update as one operation of TensorFlow in place, where it has one whose result is finite whenever weights
   * and gradients are.
   */
  readonly inPlace?: InPlace;
}

/** A number for all weights, or, where they have rates of their own, one for each. */
export type Scalar = number | tf.Tensor;

export interface Updated {
  readonly weights: tf.Tensor;
  readonly slots: readonly tf.Tensor[];
}

/** What an operation in place is given. */
export type InPlaceInput = { readonly slot: number } | { readonly scalar: number } | { readonly constant: number } | 'gradient';

/** One of TensorFlow's `ResourceApply…`: the variable comes first. */
export interface InPlace {
  readonly op: string;
  readonly inputs: readonly InPlaceInput[];
  /** Attributes other than the type. */
  readonly flags: { readonly [name: string]: boolean };
  /** Decoupled weight decay before it: weights lose `factor` × the scalar at `scalar`. */
  readonly decay?: { readonly scalar: number; readonly factor: number };
}

/** The slot at `index`, which `slots` promised. */
export function slotAt(slots: readonly tf.Tensor[], index: number): tf.Tensor {
  const slot = slots[index];
  if (!slot) throw new Error(`optimizer slot ${index} is missing`);
  return slot;
}

/** The scalar at `index`, which `scalars` promised. */
export function scalarAt(scalars: readonly Scalar[], index: number): Scalar {
  const scalar = scalars[index];
  if (scalar === undefined) throw new Error(`optimizer scalar ${index} is missing`);
  return scalar;
}
