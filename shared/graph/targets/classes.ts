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
    loss: z.literal('categorical_crossentropy'),
    label_smoothing: z.number(),
  }),
  state: z.strictObject({ kind: z.literal('classes'), labels: z.array(z.string()) }),
  /** Best first. */
  prediction: z.strictObject({
    kind: z.literal('classes'),
    node: z.string(),
    classes: z.array(z.strictObject({ label: z.string(), probability: z.number() })),
  }),
};
