import { z } from 'zod';

/** Texts, as they were written. */
export const textFeed = {
  words: 'text',
  facts: z.strictObject({ kind: z.literal('text') }),
  plan: z.strictObject({
    kind: z.literal('text'),
    node: z.string(),
    source: z.string(),
    /** Words kept, padding (0) and unknown (1) included, as in Keras's TextVectorization. */
    max_tokens: z.int(),
    /** Ids a sample; null: the longest of the batch. */
    output_sequence_length: z.int().nullable(),
    standardize: z.enum(['lower_and_strip_punctuation', 'lower', 'none']),
    split: z.enum(['whitespace', 'character']),
  }),
  /** Index = id; entry 0 is padding `''`, entry 1 is `[UNK]`. */
  state: z.strictObject({ kind: z.literal('text'), vocabulary: z.array(z.string()) }),
};
