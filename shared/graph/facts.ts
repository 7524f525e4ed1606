import { z } from 'zod';

/**
 * What a look at the data taught that shapes depend on. Saved with the project, so that a graph can
 * be checked where the data is not at hand.
 */
export const inputFacts = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('image'), height: z.int(), width: z.int(), channels: z.int() }),
  z.strictObject({ kind: z.literal('text') }),
  /** Numeric columns as they are; a column of words becomes one column a word (`colour=red`). */
  z.strictObject({ kind: z.literal('table'), columns: z.array(z.string()) }),
]);
export type InputFacts = z.infer<typeof inputFacts>;

export const targetFacts = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('classes'), labels: z.array(z.string()) }),
  z.strictObject({ kind: z.literal('value'), column: z.string() }),
]);
export type TargetFacts = z.infer<typeof targetFacts>;

export const dataFacts = z.strictObject({
  samples: z.int().nonnegative(),
  input: inputFacts,
  target: targetFacts.nullable(),
});
export type DataFacts = z.infer<typeof dataFacts>;
