import { z } from 'zod';
import { writtenTokens } from '../targets/written-tokens';

/**
 * The target so far. In training the target itself, one place later, behind the start token (teacher forcing); where the
 * model predicts, what it has written. No part of the data is read for it but the target, so it is none of `FEED_KINDS`.
 */
export const decoderFeed = {
  words: 'the target so far',
  plan: z.strictObject({
    kind: z.literal('decoder'),
    node: z.string(),
    /** The data's name of the target. */
    source: z.string(),
    tokens: writtenTokens,
    /** Places a sample, the start included; null: as the longest of the batch needs, rounded up. */
    length: z.int().nullable(),
  }),
  /** Index = id; 0 is padding, 1 `[UNK]`, 2 `[START]`, 3 `[END]`. */
  state: z.strictObject({ kind: z.literal('decoder'), vocabulary: z.array(z.string()) }),
};
