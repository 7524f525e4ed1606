import { z } from 'zod';

/** Pictures. */
export const imageFeed = {
  /** In a sentence: “The data holds …”. */
  words: 'pictures',
  facts: z.strictObject({ kind: z.literal('image'), height: z.int(), width: z.int(), channels: z.int() }),
  plan: z.strictObject({
    kind: z.literal('image'),
    /** The node where the numbers enter; the name of the model's input. */
    node: z.string(),
    /** The data's name of the input that is read. */
    source: z.string(),
    height: z.int(),
    width: z.int(),
    channels: z.union([z.literal(1), z.literal(3)]),
    /** How a picture of another form is made to fit. */
    fit: z.enum(['stretch', 'crop', 'pad']),
  }),
  state: z.strictObject({ kind: z.literal('image') }),
};
