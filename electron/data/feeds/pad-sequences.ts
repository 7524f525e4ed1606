import type { FeedPlanOf } from '../../../shared/graph/feed';
import type { EncodedTensor } from '../dataset';

/** Keras's `pad_sequences`: [sequences, length], filled with 0 and cut at the ends that the plan names. */
export function padSequences(
  sequences: readonly Int32Array[],
  { maxlen, padding, truncating }: Pick<FeedPlanOf<'ids'>, 'maxlen' | 'padding' | 'truncating'>,
): EncodedTensor {
  const length = maxlen ?? Math.max(1, ...sequences.map((sequence) => sequence.length));
  const data = new Int32Array(sequences.length * length);
  sequences.forEach((sequence, row) => {
    const over = Math.max(0, sequence.length - length);
    const kept = truncating === 'pre' ? sequence.subarray(over) : sequence.subarray(0, length);
    data.set(kept, row * length + (padding === 'pre' ? length - kept.length : 0));
  });
  return { shape: [sequences.length, length], data };
}
