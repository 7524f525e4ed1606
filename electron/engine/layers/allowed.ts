import * as tf from '@tensorflow/tfjs';

/** Taken from what may not be looked at: softmax makes exactly 0 of it, and stays finite where nothing is left. */
const FAR = 1e9;

/**
 * Softmax over what may be looked at. A row without any such place has weights of 0 and finite gradients.
 *
 * @param allowed 1 or 0, broadcast to the energies; null: everything
 */
export function maskedSoftmax(energies: tf.Tensor, allowed: tf.Tensor | null): tf.Tensor {
  if (!allowed) return tf.softmax(energies, -1);
  return tf.softmax(energies.add(allowed.sub(1).mul(FAR)), -1).mul(allowed);
}

/** j − i for every row i and column j, whole numbers: [rows, columns]. Computed, so that a recorded graph serves any length. */
export function distances(rows: number, columns: number): tf.Tensor2D {
  const row = tf.range(0, rows, 1, 'int32').reshape([rows, 1]);
  return tf.range(0, columns, 1, 'int32').reshape([1, columns]).sub(row);
}

/** The product of masks that are there; null: none is. */
export function allOf(masks: readonly (tf.Tensor | null)[]): tf.Tensor | null {
  return masks.reduce<tf.Tensor | null>((all, mask) => (all && mask ? all.mul(mask) : (all ?? mask)), null);
}
