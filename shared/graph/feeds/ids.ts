import { z } from 'zod';

/** Sequences of whole numbers: items that were bought, notes that were played. */
export const idsFeed = {
  words: 'sequences of ids',
  facts: z.strictObject({
    kind: z.literal('ids'),
    /** One more than the largest id. */
    vocabulary: z.int(),
    /** Ids of every sample; null: they differ. */
    length: z.int().nullable(),
  }),
  plan: z.strictObject({
    kind: z.literal('ids'),
    node: z.string(),
    source: z.string(),
    /** Larger ids, which training never met, are refused. */
    vocabulary: z.int(),
    /** Ids a sample; null: the longest of the batch. */
    maxlen: z.int().nullable(),
    /** Where zeros fill a shorter sequence, and where a longer one is cut: Keras's `pad_sequences`. */
    padding: z.enum(['pre', 'post']),
    truncating: z.enum(['pre', 'post']),
  }),
  state: z.strictObject({ kind: z.literal('ids') }),
};
