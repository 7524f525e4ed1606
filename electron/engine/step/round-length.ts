import type { ModelPlan } from '../../../shared/codegen/plan';
import type { EncodedBatch, EncodedTensor } from '../../data/dataset';

/** The lengths that sequences are filled up to: each at most half as long again as the one before, from 16 on. */
export function roundLength(length: number): number {
  if (length <= 32) return Math.max(8, Math.ceil(length / 8) * 8);
  const octave = 2 ** Math.floor(Math.log2(length - 1));
  return length <= 1.5 * octave ? 1.5 * octave : 2 * octave;
}

/** All such lengths up to the one after `length`. */
export function lengthsAround(length: number): number[] {
  const lengths: number[] = [];
  for (let at = 1; at <= length + 1; at = (lengths.at(-1) ?? 0) + 1) lengths.push(roundLength(at));
  return lengths;
}

/** Inputs of any length whose padding the model leaves out of everything: only embeddings with a mask read them. */
export function paddableFeeds(plan: ModelPlan): ReadonlySet<string> {
  const open = plan.feeds.filter((feed) => feed.kind === 'text' && feed.output_sequence_length === null).map((feed) => feed.node);
  return new Set(
    open.filter((node) =>
      plan.records
        .filter((record) => record.inbound.some((ref) => ref.layer === node))
        .every((record) => record.class_name === 'Embedding' && record.config.mask_zero === true),
    ),
  );
}

/** Ids [rows, length], filled up with padding (0) to another length. */
export function toLength(tensor: EncodedTensor, length: number): EncodedTensor {
  const [rows = 0, now = 0] = tensor.shape;
  if (now >= length) return tensor;
  const data = new Int32Array(rows * length);
  for (let row = 0; row < rows; row++) data.set(tensor.data.subarray(row * now, (row + 1) * now), row * length);
  return { shape: [rows, length], data };
}

/** A batch whose sequences have one of few lengths, so that few graphs serve all batches. Nothing is computed otherwise for it. */
export function roundLengths(batch: EncodedBatch, paddable: ReadonlySet<string>): EncodedBatch {
  if (paddable.size === 0) return batch;
  const feeds = Object.entries(batch.feeds).map(([name, tensor]) => [
    name,
    paddable.has(name) ? toLength(tensor, roundLength(tensor.shape[1] ?? 0)) : tensor,
  ]);
  return { ...batch, feeds: Object.fromEntries(feeds) };
}

/** Batches of the same size with each of the lengths that may come next: what to be ready for. */
export function likelyBatches(batch: EncodedBatch, paddable: ReadonlySet<string>): EncodedBatch[] {
  const [name, ...others] = [...paddable];
  const tensor = name === undefined ? undefined : batch.feeds[name];
  if (name === undefined || !tensor || others.length > 0) return [batch];
  const [rows = 0, length = 0] = tensor.shape;
  return lengthsAround(length).map((to) => ({
    ...batch,
    feeds: { ...batch.feeds, [name]: { shape: [rows, to], data: new Int32Array(rows * to) } },
  }));
}
