import type { EncodedBatch, EncodedTensor } from '../../data/dataset';
import { roundLength } from '../../data/round-length';

/** All such lengths up to the one after `length`. */
export function lengthsAround(length: number): number[] {
  const lengths: number[] = [];
  for (let at = 1; at <= length + 1; at = (lengths.at(-1) ?? 0) + 1) lengths.push(roundLength(at));
  return lengths;
}

/** Ids (or tags of them) [rows, length], filled up with padding (0) to another length. */
export function toLength(tensor: EncodedTensor, length: number): EncodedTensor {
  const [rows = 0, now = 0] = tensor.shape;
  if (now >= length) return tensor;
  const data = new Int32Array(rows * length);
  for (let row = 0; row < rows; row++) data.set(tensor.data.subarray(row * now, (row + 1) * now), row * length);
  return { shape: [rows, length], data };
}

/** A batch whose sequences have one of few lengths, the same in every input, so that few graphs serve all batches. Nothing is computed otherwise for it. */
export function roundLengths(batch: EncodedBatch, paddable: ReadonlySet<string>): EncodedBatch {
  const longest = Math.max(0, ...[...paddable].map((name) => batch.feeds[name]?.shape[1] ?? 0));
  return longest === 0 ? batch : withLength(batch, paddable, roundLength(longest));
}

function withLength(batch: EncodedBatch, paddable: ReadonlySet<string>, length: number): EncodedBatch {
  const filled = (tensors: EncodedBatch['feeds']): EncodedBatch['feeds'] =>
    Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, paddable.has(name) ? toLength(tensor, length) : tensor]));
  return { ...batch, feeds: filled(batch.feeds), targets: filled(batch.targets) };
}

/** Batches of the same size with each of the lengths that may come next: what to be ready for. Only their shapes mean something. */
export function likelyBatches(batch: EncodedBatch, paddable: ReadonlySet<string>): EncodedBatch[] {
  const longest = Math.max(0, ...[...paddable].map((name) => batch.feeds[name]?.shape[1] ?? 0));
  if (longest === 0) return [batch];
  const emptied = (tensors: EncodedBatch['feeds']): EncodedBatch['feeds'] =>
    Object.fromEntries(
      Object.entries(tensors).map(([name, tensor]) => {
        const [rows = 0] = tensor.shape;
        return [name, paddable.has(name) ? { shape: [rows, 0], data: new Int32Array() } : tensor];
      }),
    );
  const empty = { ...batch, feeds: emptied(batch.feeds), targets: emptied(batch.targets) };
  return lengthsAround(longest).map((length) => withLength(empty, paddable, length));
}
