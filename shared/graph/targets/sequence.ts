import { z } from 'zod';
import { writtenTokens } from './written-tokens';

/** A text that the model writes, token by token. */
export const sequenceTarget = {
  facts: z.strictObject({
    kind: z.literal('sequence'),
    column: z.string(),
    /** Of the longest text: words between white space, and characters. */
    words: z.int(),
    characters: z.int(),
    /** How many different characters there are. */
    alphabet: z.int(),
  }),
  plan: z.strictObject({
    kind: z.literal('sequence'),
    node: z.string(),
    target: z.string(),
    /** Of the next token at every place, behind what was written so far; or of the text whole, over all ways to stretch it (CTC). */
    loss: z.enum(['sparse_categorical_crossentropy', 'ctc']),
    /** The node that the target so far enters at; null: none does (CTC). */
    feed: z.string().nullable(),
    tokens: writtenTokens,
    /** Places a sample; null: as the longest of the batch needs. */
    length: z.int().nullable(),
    label_smoothing: z.number(),
    search: z.enum(['greedy', 'beam']),
    beam_width: z.int(),
    /** α of log P / ((5 + length) / 6)^α, by which beams are ranked. */
    length_penalty: z.number(),
    /** Tokens that are written at most; null: as many as the longest target of the training split has. */
    max_length: z.int().nullable(),
  }),
  state: z.strictObject({
    kind: z.literal('sequence'),
    /** Index = id, as the decoder's; of CTC 0 is the blank, and there is neither start nor end. */
    vocabulary: z.array(z.string()),
    /** Tokens of the longest target of the training split. */
    longest: z.int(),
  }),
  prediction: z.strictObject({
    kind: z.literal('sequence'),
    node: z.string(),
    text: z.string(),
    /** What was written, one by one; of CTC without probabilities, as a token has no one place. */
    tokens: z.array(z.strictObject({ token: z.string(), probability: z.number().nullable() })),
    /** Of the whole text. */
    probability: z.number(),
    search: z.enum(['greedy', 'beam']),
    /** False: it was cut off at the longest. */
    ended: z.boolean(),
    /** Of beam search: what else was found, less likely. */
    others: z.array(z.strictObject({ text: z.string(), probability: z.number() })),
  }),
};
