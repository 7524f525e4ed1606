import { z } from 'zod';

/** Any number of some labels, or none. */
export const labelsTarget = {
  facts: z.strictObject({ kind: z.literal('labels'), labels: z.array(z.string()) }),
  plan: z.strictObject({
    kind: z.literal('labels'),
    node: z.string(),
    target: z.string(),
    labels: z.int(),
    loss: z.enum(['binary_crossentropy', 'binary_focal_crossentropy']),
    label_smoothing: z.number(),
    /** Of the focal loss: the weight of a label that is there; absent: both count the same. */
    alpha: z.number().optional(),
    gamma: z.number().optional(),
  }),
  state: z.strictObject({ kind: z.literal('labels'), labels: z.array(z.string()) }),
  /** Every label for itself, the most likely first. From one half on it is said to be there. */
  prediction: z.strictObject({
    kind: z.literal('labels'),
    node: z.string(),
    labels: z.array(z.strictObject({ label: z.string(), probability: z.number() })),
  }),
};
