/** The distribution of a weight before training, as Keras names it. */
export type Distribution =
  | { readonly kind: 'zeros' }
  | { readonly kind: 'ones' }
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'uniform'; readonly limit: number }
  | { readonly kind: 'normal'; readonly deviation: number }
  | { readonly kind: 'glorot_uniform'; readonly fanIn: number; readonly fanOut: number }
  | { readonly kind: 'orthogonal' }
  /** Columns as long as normal vectors, orthogonal within each group of as many as they have numbers. */
  | { readonly kind: 'orthogonal_features' }
  /** An LSTM's bias: the forget gate (second quarter) starts open. */
  | { readonly kind: 'forget_bias' };

const product = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** Keras's fans: a vector counts for both, a convolution multiplies by its window. */
export function glorot(shape: readonly number[]): Distribution {
  const last = shape.at(-1) ?? 1;
  if (shape.length < 2) return { kind: 'glorot_uniform', fanIn: last, fanOut: last };
  const window = product(shape.slice(0, -2));
  return { kind: 'glorot_uniform', fanIn: window * (shape.at(-2) ?? 1), fanOut: window * last };
}

/** A projection [features, heads, size] that Keras initialises as the matrix [features, heads × size]: the first `inputs` axes are its rows. */
export function glorotMatrix(shape: readonly number[], inputs: number): Distribution {
  const fanIn = product(shape.slice(0, inputs));
  return { kind: 'glorot_uniform', fanIn, fanOut: product(shape) / fanIn };
}

/** Weights that start the same in every layer, by the last part of their path; null: none of that name. */
export function usualDistribution(weight: string, shape: readonly number[]): Distribution | null {
  switch (weight.split('/').at(-1)) {
    case 'kernel':
      return glorot(shape);
    case 'recurrent_kernel':
      return { kind: 'orthogonal' };
    case 'embeddings':
      return { kind: 'uniform', limit: 0.05 };
    case 'gamma':
    case 'moving_variance':
      return { kind: 'ones' };
    case 'beta':
    case 'bias':
    case 'moving_mean':
      return { kind: 'zeros' };
    default:
      return null;
  }
}
