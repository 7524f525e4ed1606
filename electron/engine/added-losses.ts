import * as tf from '@tensorflow/tfjs';

let collecting: tf.Tensor[] | null = null;

/** Said by a layer in training mode: what training should make small besides the targets' losses. A scalar. */
export function addLoss(make: () => tf.Tensor): void {
  if (collecting) collecting.push(tf.keep(tf.tidy(make)));
}

/** Runs the model in training mode and collects what its layers add to the loss. The tensors are kept: to be disposed. */
export function collectLosses<T>(work: () => T): { readonly value: T; readonly added: readonly tf.Tensor[] } {
  const [outer, own]: [typeof collecting, tf.Tensor[]] = [collecting, []];
  collecting = own;
  try {
    return { value: work(), added: own };
  } catch (error) {
    for (const loss of own) loss.dispose();
    throw error;
  } finally {
    collecting = outer;
  }
}
