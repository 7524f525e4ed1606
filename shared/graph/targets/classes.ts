import { z } from 'zod';

/** One of some classes. */
export const classesTarget = {
  facts: z.strictObject({ kind: z.literal('classes'), labels: z.array(z.string()) }),
  plan: z.strictObject({
    kind: z.literal('classes'),
    node: z.string(),
    /** The data's name of the target that is asked for. */
    target: z.string(),
    classes: z.int(),
    /** The binary ones: a single number, the probability of the second class. */
    loss: z.enum(['categorical_crossentropy', 'categorical_focal_crossentropy', 'binary_crossentropy', 'binary_focal_crossentropy']),
    label_smoothing: z.number(),
    /** Of the focal losses; of the binary one the weight of the second class, absent: both count the same. */
    alpha: z.number().optional(),
    gamma: z.number().optional(),
  }),
  state: z.strictObject({ kind: z.literal('classes'), labels: z.array(z.string()) }),
  /** Best first. */
  prediction: z.strictObject({
    kind: z.literal('classes'),
    node: z.string(),
    classes: z.array(z.strictObject({ label: z.string(), probability: z.number() })),
  }),
};
