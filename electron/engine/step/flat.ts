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

// A reshape is a kernel of its own in tfjs-node: not asked for where the shape is right already.
const vector = (tensor: tf.Tensor): tf.Tensor1D => (tensor.rank === 1 ? (tensor as tf.Tensor1D) : tensor.as1D());

/** End to end, in order. */
export function flatten(tensors: readonly tf.Tensor[]): tf.Tensor1D {
  const [first] = tensors;
  if (tensors.length === 1 && first) return vector(first);
  return tf.concat1d(tensors.map(vector));
}

/** The parts again, in their shapes. */
export function unflatten(flat: tf.Tensor1D, layout: FlatLayout): tf.Tensor[] {
  const parts = layout.sizes.length === 1 ? [flat] : tf.split(flat, [...layout.sizes]);
  return parts.map((part, i) => {
    const shape = layout.shapes[i] ?? [];
    return shape.length === 1 ? part : part.reshape([...shape]);
  });
}

/** The weights end to end, kept from the last update as long as nobody else changed them. */
export class FlatWeights {
  readonly #variables: readonly tf.Variable[];
  readonly #layout: FlatLayout;
  #kept: { readonly flat: tf.Tensor1D; readonly data: readonly object[] } | null = null;

  constructor(variables: readonly tf.Variable[], layout: FlatLayout) {
    this.#variables = variables;
    this.#layout = layout;
  }

  /** Valid until the next `assign`. */
  read(): tf.Tensor1D {
    const kept = this.#kept;
    if (kept && this.#variables.every((variable, i) => variable.dataId === kept.data[i])) return kept.flat;
    return flatten(this.#variables);
  }

  assign(flat: tf.Tensor1D): void {
    for (const [i, part] of unflatten(flat, this.#layout).entries()) this.#variables[i]?.assign(part as tf.Tensor<never>);
    this.#kept?.flat.dispose();
    this.#kept = { flat: tf.keep(flat), data: this.#variables.map((variable) => variable.dataId) };
  }

  dispose(): void {
    this.#kept?.flat.dispose();
    this.#kept = null;
  }
}
