import { normalStream, randomStream } from './random-stream';

/** The distribution of a weight before training, as Keras names it. */
type Distribution =
  | { readonly kind: 'zeros' }
  | { readonly kind: 'ones' }
  | { readonly kind: 'uniform'; readonly limit: number }
  | { readonly kind: 'glorot_uniform'; readonly fanIn: number; readonly fanOut: number }
  | { readonly kind: 'orthogonal' }
  /** An LSTM's bias: the forget gate (second quarter) starts open. */
  | { readonly kind: 'forget_bias' };

const product = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** Keras's fans: a vector counts for both, a convolution multiplies by its window. */
function glorot(shape: readonly number[]): Distribution {
  const last = shape.at(-1) ?? 1;
  if (shape.length < 2) return { kind: 'glorot_uniform', fanIn: last, fanOut: last };
  const window = product(shape.slice(0, -2));
  return { kind: 'glorot_uniform', fanIn: window * (shape.at(-2) ?? 1), fanOut: window * last };
}

/** `weight` is the path within the layer: `kernel`, `query/kernel`, `forward/recurrent_kernel`. */
function distribution(className: string, weight: string, shape: readonly number[]): Distribution {
  const last = weight.split('/').at(-1);
  if (className === 'MultiHeadAttention' && last === 'kernel') {
    // Keras's projections are [features, heads × size] matrices, whatever their shape: tfjs's fans would start 2.8 times too small.
    const fanIn = weight === 'attention_output/kernel' ? product(shape.slice(0, -1)) : (shape[0] ?? 1);
    return { kind: 'glorot_uniform', fanIn, fanOut: product(shape) / fanIn };
  }
  // As the FT-Transformer's tokeniser (arXiv:2106.11959): uniform within 1 / √units.
  if (className === 'ColumnEmbedding') return { kind: 'uniform', limit: 1 / Math.sqrt(shape.at(-1) ?? 1) };
  if (className === 'AdditiveAttention') return glorot(shape);
  if (className === 'Attention') return { kind: 'ones' };
  switch (last) {
    case 'kernel':
      return glorot(shape);
    case 'recurrent_kernel':
      return { kind: 'orthogonal' };
    case 'embeddings':
      return { kind: 'uniform', limit: 0.05 };
    case 'gamma':
      return { kind: 'ones' };
    case 'beta':
      return { kind: 'zeros' };
    case 'bias':
      return className === 'StudioLSTM' || className === 'StudioBidirectional' ? { kind: 'forget_bias' } : { kind: 'zeros' };
    default:
      throw new Error(`no initialiser for “${weight}” of ${className}`);
  }
}

/** A matrix with orthonormal rows or columns, whichever are fewer: Gram–Schmidt, twice, on normal numbers. */
function orthogonal(rows: number, cols: number, normal: () => number): Float32Array {
  const count = Math.min(rows, cols);
  const size = Math.max(rows, cols);
  const basis: Float64Array[] = [];
  while (basis.length < count) {
    const vector = Float64Array.from({ length: size }, normal);
    for (const pass of [0, 1]) {
      for (const other of basis) {
        let dot = 0;
        for (let i = 0; i < size; i++) dot += (vector[i] ?? 0) * (other[i] ?? 0);
        for (let i = 0; i < size; i++) vector[i] = (vector[i] ?? 0) - dot * (other[i] ?? 0);
      }
      const length = Math.sqrt(vector.reduce((sum, v) => sum + v * v, 0));
      for (let i = 0; i < size; i++) vector[i] = (vector[i] ?? 0) / length;
      if (pass === 1) basis.push(vector);
    }
  }
  const matrix = new Float32Array(rows * cols);
  for (const [i, vector] of basis.entries()) {
    for (let j = 0; j < size; j++) matrix[rows <= cols ? i * cols + j : j * cols + i] = vector[j] ?? 0;
  }
  return matrix;
}

/** What training starts with: derived from (seed, layer, weight) alone, distributed as Keras's default for the layer. */
export function initialWeight(seed: number, layer: string, className: string, weight: string, shape: readonly number[]): Float32Array {
  const size = product(shape);
  const values = new Float32Array(size);
  const uniform = randomStream('weights', seed, layer, weight);
  const fillUniform = (limit: number): Float32Array => values.map(() => (2 * uniform() - 1) * limit);
  const start = distribution(className, weight, shape);
  switch (start.kind) {
    case 'zeros':
      return values;
    case 'ones':
      return values.fill(1);
    case 'uniform':
      return fillUniform(start.limit);
    case 'glorot_uniform':
      return fillUniform(Math.sqrt(6 / (start.fanIn + start.fanOut)));
    case 'orthogonal':
      return orthogonal(product(shape.slice(0, -1)), shape.at(-1) ?? 1, normalStream(uniform));
    case 'forget_bias':
      return values.fill(1, size / 4, size / 2);
  }
}
