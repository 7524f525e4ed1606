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
    /**
     * `bpe`: pieces of words learned from the training split; `file`: as a pretrained tokenizer has it; `whole`: a text is
     * one token, as it stands; `integer`: a text is one whole number.
     */
    split: z.enum(['whitespace', 'character', 'bpe', 'file', 'whole', 'integer']),
    /** With `file` only. */
    tokenizer: z
      .strictObject({
        /** The tokenizer.json; its bare name once it is copied into the state. */
        path: z.string(),
        /** Ids that it has, as the graph was planned with. */
        ids: z.int(),
        /** With what its post-processor puts around a text (`[CLS]`, `</s>`). */
        special_tokens: z.boolean(),
      })
      .optional(),
  }),
  /** Index = id; entry 0 is padding `''`, entry 1 is `[UNK]`. */
  state: z.strictObject({
    kind: z.literal('text'),
    /** Empty where a file is the vocabulary. */
    vocabulary: z.array(z.string()),
    /** With `bpe`: the pairs that are joined, first things first (`Ġ t`, byte-level). */
    merges: z.array(z.string()).optional(),
    /** With `file`: the file itself, so that nothing depends on it any more, and its SHA-256. */
    tokenizer: z.strictObject({ json: z.string(), sha256: z.string() }).optional(),
  }),
};
