import type * as tf from '@tensorflow/tfjs';
import type { NamedWeight } from '../named-weights';

/** What a weight adds to the loss: l1 Σ|w| + l2 Σw², Keras's `L1L2`. */
export interface Penalty {
  readonly variable: tf.Variable;
  readonly l1: number;
  readonly l2: number;
}

/** Those of the weights that are trained: frozen ones add nothing, as in Keras. */
export function penaltiesOf(weights: readonly NamedWeight[]): readonly Penalty[] {
  return weights.flatMap(({ trainable, variable, rules }) =>
    trainable && rules && (rules.l1 > 0 || rules.l2 > 0) ? [{ variable, l1: rules.l1, l2: rules.l2 }] : [],
  );
}

/** Their sum; null where there are none. */
export function penalty(penalties: readonly Penalty[]): tf.Scalar | null {
  const parts = penalties.flatMap(({ variable, l1, l2 }) => [
    // w × sign(w) is |w|, and its gradient at 0 is 0, as TensorFlow's; tfjs's of `abs` is -1 there.
    ...(l1 > 0 ? [variable.mul(variable.sign()).sum().mul(l1)] : []),
    ...(l2 > 0 ? [variable.square().sum().mul(l2)] : []),
  ]);
  return parts.length === 0 ? null : (parts.reduce((a, b) => a.add(b)) as tf.Scalar);
}
