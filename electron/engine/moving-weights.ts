import * as tf from '@tensorflow/tfjs';

/**
 * Weights that training changes without a gradient: a batch normalisation's moving statistics. A layer says in training
 * mode what they become; the step that trains writes them once its numbers are known to be finite. Whoever computes
 * without collecting (a gradient check, a fault that is looked for) changes nothing.
 */
export interface Moved {
  readonly variable: tf.Variable;
  /** Kept: to be disposed by whoever collected it. */
  readonly next: tf.Tensor;
}

/** A layer with such weights: none while it is frozen. */
export interface HasMovingWeights {
  readonly movingWeights: readonly tf.LayerVariable[];
}

export const hasMovingWeights = (layer: object): layer is HasMovingWeights => 'movingWeights' in layer;

let collecting: Map<tf.Variable, tf.Tensor> | null = null;

/** Notes what `weight` becomes. A layer that is called twice moves on from where its first call left it, as in Keras. */
export function moveWeight(weight: tf.LayerVariable, next: (now: tf.Tensor) => tf.Tensor): void {
  if (!collecting) return;
  // What `read` gives is the variable itself (see named-weights.ts).
  const variable = weight.read() as tf.Variable;
  const before = collecting.get(variable);
  collecting.set(variable, tf.keep(tf.tidy(() => next(before ?? variable))));
  before?.dispose();
}

/** Runs `work` in training mode and collects what it moves. */
export function collectMoved<T>(work: () => T): { readonly value: T; readonly moved: readonly Moved[] } {
  const [outer, own] = [collecting, new Map<tf.Variable, tf.Tensor>()];
  collecting = own;
  try {
    const value = work();
    return { value, moved: [...own].map(([variable, next]) => ({ variable, next })) };
  } catch (error) {
    for (const next of own.values()) next.dispose();
    throw error;
  } finally {
    collecting = outer;
  }
}

/** Finite exactly where all of them are; null where there are none. */
export function sumOfMoved(moved: readonly Moved[]): tf.Scalar | null {
  const [first, ...rest] = moved.map(({ next }) => next.sum() as tf.Scalar);
  return first ? rest.reduce((sum, one) => sum.add(one) as tf.Scalar, first) : null;
}
