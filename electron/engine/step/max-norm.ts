import type * as tf from '@tensorflow/tfjs';

/** Keras's constraint `MaxNorm`: no vector along `axis` is longer than `value`. */
export interface MaxNorm {
  readonly value: number;
  readonly axis: readonly number[];
}

/** Keras's `backend.epsilon()`. */
const EPSILON = 1e-7;

/** The weights with every vector that is too long made shorter, as Keras computes it: the others lose about 1e-7 of their length too. */
export function withinNorm(weights: tf.Tensor, { value, axis }: MaxNorm): tf.Tensor {
  const norms = weights
    .square()
    .sum([...axis], true)
    .sqrt();
  return weights.mul(norms.minimum(value).div(norms.add(EPSILON)));
}
