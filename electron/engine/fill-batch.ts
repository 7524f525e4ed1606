import type { EncodedBatch, EncodedTensor } from '../data/dataset';

/** The first `size` rows again and again: what is added is looked at by nobody. */
function filled(tensor: EncodedTensor, size: number): EncodedTensor {
  const [rows = 1, ...rest] = tensor.shape;
  if (rows >= size) return tensor;
  const width = rest.reduce((a, b) => a * b, 1);
  const data = tensor.data instanceof Int32Array ? new Int32Array(size * width) : new Float32Array(size * width);
  for (let at = 0; at < size; at += rows) data.set(tensor.data.subarray(0, Math.min(rows, size - at) * width), at * width);
  return { shape: [size, ...rest], data };
}

/** A batch of at least `size` samples. */
export function filledBatch(batch: EncodedBatch, size: number): EncodedBatch {
  if (batch.size >= size) return batch;
  const fill = (tensors: EncodedBatch['feeds']): EncodedBatch['feeds'] =>
    Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, filled(tensor, size)]));
  const { indices } = batch;
  return {
    size,
    feeds: fill(batch.feeds),
    targets: fill(batch.targets),
    ...(indices && { indices: Uint32Array.from({ length: size }, (_, row) => indices[row % batch.size] ?? 0) }),
  };
}
