import { z } from 'zod';

/** One number. */
export const valueTarget = {
  facts: z.strictObject({ kind: z.literal('value'), column: z.string() }),
  plan: z.strictObject({
    kind: z.literal('value'),
    node: z.string(),
    target: z.string(),
    loss: z.enum(['mean_squared_error', 'mean_absolute_error', 'huber']),
    /** Trained on (value − mean) / deviation of the training split; predictions are scaled back. */
    standardize: z.boolean(),
  }),
  state: z.strictObject({ kind: z.literal('value'), column: z.string(), mean: z.number(), deviation: z.number() }),
  prediction: z.strictObject({ kind: z.literal('value'), node: z.string(), column: z.string(), value: z.number() }),
};
