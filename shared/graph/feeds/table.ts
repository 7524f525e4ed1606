import { z } from 'zod';

/** Rows of numbers. */
export const tableFeed = {
  words: 'a table',
  /** Numeric columns as they are; a column of words becomes one column a word (`colour=red`). */
  facts: z.strictObject({ kind: z.literal('table'), columns: z.array(z.string()) }),
  plan: z.strictObject({
    kind: z.literal('table'),
    node: z.string(),
    source: z.string(),
    columns: z.array(z.string()),
    /** Columns are brought to mean 0 and variance 1 with the statistics of the training split. */
    standardize: z.boolean(),
  }),
  state: z.strictObject({ kind: z.literal('table'), mean: z.array(z.number()), deviation: z.array(z.number()) }),
};
