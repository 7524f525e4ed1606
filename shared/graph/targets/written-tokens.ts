import { z } from 'zod';

/** How texts that a model writes are cut into tokens, and how many it knows. */
export const writtenTokens = z.strictObject({
  /** Tokens known, the most frequent of the training split first; those that stand for something else (padding, unknown, start, end) count. */
  max_tokens: z.int(),
  standardize: z.enum(['lower_and_strip_punctuation', 'lower', 'none']),
  split: z.enum(['whitespace', 'character']),
});
export type WrittenTokens = z.infer<typeof writtenTokens>;

/** What a decoder writes: what flows from `DecoderInput` to the output node along the places of the sequence. */
export interface Decoding {
  /** The data's name of the target. */
  readonly target: string;
  readonly tokens: WrittenTokens;
  /** Places a sample; null: as many as the longest of the batch needs. */
  readonly length: number | null;
}

/** Ids of every decoder's vocabulary. */
export const PADDING_ID = 0;
export const UNKNOWN_ID = 1;
export const START_ID = 2;
export const END_ID = 3;
export const START = '[START]';
export const END = '[END]';
