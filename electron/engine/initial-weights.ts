import { type Distribution, usualDistribution } from '../../shared/layers/distribution';
import { layerOfEngineClass } from '../../shared/layers/layer-of';
import { normalStream, randomStream } from './random-stream';

const product = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** `weight` is the path within the layer: `kernel`, `query/kernel`, `forward/recurrent_kernel`. */
function distribution(className: string, weight: string, shape: readonly number[]): Distribution {
  const found = layerOfEngineClass(className)?.initial?.(weight, shape, className) ?? usualDistribution(weight, shape);
  if (!found) throw new Error(`no initialiser for “${weight}” of ${className}`);
  return found;
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

/** [size, count]: columns as long as normal vectors, orthogonal within each group of `size` (arXiv:2009.14794, §3.3). */
function orthogonalFeatures(size: number, count: number, normal: () => number): Float32Array {
  const matrix = new Float32Array(size * count);
  for (let first = 0; first < count; first += size) {
    const group = orthogonal(size, size, normal);
    for (let column = first; column < Math.min(first + size, count); column++) {
      const length = Math.hypot(...Array.from({ length: size }, normal));
      for (let row = 0; row < size; row++) matrix[row * count + column] = (group[row * size + column - first] ?? 0) * length;
    }
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
    case 'constant':
      return values.fill(start.value);
    case 'uniform':
      return fillUniform(start.limit);
    case 'normal': {
      const normal = normalStream(uniform);
      return values.map(() => normal() * start.deviation);
    }
    case 'glorot_uniform':
      return fillUniform(Math.sqrt(6 / (start.fanIn + start.fanOut)));
    case 'orthogonal':
      return orthogonal(product(shape.slice(0, -1)), shape.at(-1) ?? 1, normalStream(uniform));
    case 'orthogonal_features':
      return orthogonalFeatures(shape[0] ?? 1, shape[1] ?? 1, normalStream(uniform));
    case 'forget_bias':
      return values.fill(1, size / 4, size / 2);
  }
}
