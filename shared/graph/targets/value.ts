import { z } from 'zod';

/** One number. */
export const valueTarget = {
  facts: z.strictObject({ kind: z.literal('value'), column: z.string() }),
  plan: z.strictObject({
    kind: z.literal('value'),
    node: z.string(),
    target: z.string(),
    /** `quantile`: the model gives one number for each of `quantiles`. */
    loss: z.enum([
      'mean_squared_error',
      'mean_absolute_error',
      'huber',
      'log_cosh',
      'mean_absolute_percentage_error',
      'mean_squared_logarithmic_error',
      'poisson',
      'quantile',
    ]),
    /** Trained on (value − mean) / deviation of the training split; predictions are scaled back. */
    standardize: z.boolean(),
    /** Huber's, in the unit that is trained on; absent: 1. */
    delta: z.number().optional(),
    /** Ascending, each between 0 and 1. */
    quantiles: z.array(z.number()).optional(),
  }),
  state: z.strictObject({ kind: z.literal('value'), column: z.string(), mean: z.number(), deviation: z.number() }),
  prediction: z.strictObject({
    kind: z.literal('value'),
    node: z.string(),
    column: z.string(),
    value: z.number(),
    /** Where the model gives them, ascending: between the first and the last of them lies the interval. */
    quantiles: z.array(z.strictObject({ quantile: z.number(), value: z.number() })).optional(),
  }),
};
