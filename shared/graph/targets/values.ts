import { z } from 'zod';

/** Several numbers at once: one a column. */
export const valuesTarget = {
  facts: z.strictObject({ kind: z.literal('values'), columns: z.array(z.string()) }),
  plan: z.strictObject({
    kind: z.literal('values'),
    node: z.string(),
    target: z.string(),
    /** How many columns. */
    values: z.int(),
    loss: z.enum([
      'mean_squared_error',
      'mean_absolute_error',
      'huber',
      'log_cosh',
      'mean_absolute_percentage_error',
      'mean_squared_logarithmic_error',
      'poisson',
    ]),
    /** Trained on (value − mean) / deviation of each column in the training split; predictions are scaled back. */
    standardize: z.boolean(),
    /** Huber's, in the unit that is trained on; absent: 1. */
    delta: z.number().optional(),
  }),
  /** By column. */
  state: z.strictObject({
    kind: z.literal('values'),
    columns: z.array(z.string()),
    means: z.array(z.number()),
    deviations: z.array(z.number()),
  }),
  prediction: z.strictObject({
    kind: z.literal('values'),
    node: z.string(),
    values: z.array(z.strictObject({ column: z.string(), value: z.number() })),
  }),
};
