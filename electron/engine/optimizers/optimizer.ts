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
  /** The memory it starts with, all zeros. */
  readonly slots: readonly string[];
  /**
   * Called inside a tidy. Equations and their order of operations are Keras 3's.
   *
   * @param step how many updates were done before, 0 for the first
   * @returns new weights and the new value of every slot, in the order of `slots`
   */
  update(
    weights: tf.Tensor1D,
    gradient: tf.Tensor1D,
    slots: readonly tf.Tensor1D[],
    rate: number,
    step: number,
  ): { readonly weights: tf.Tensor1D; readonly slots: readonly tf.Tensor1D[] };
}

/** The slot at `index`, which `slots` promised. */
export function slotAt(slots: readonly tf.Tensor1D[], index: number): tf.Tensor1D {
  const slot = slots[index];
  if (!slot) throw new Error(`optimizer slot ${index} is missing`);
  return slot;
}
