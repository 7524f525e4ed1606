import { z } from 'zod';

/** Who or what a sample is, told by how near its vector lies to others. The data says it by classes. */
export const identityTarget = {
  plan: z.strictObject({
    kind: z.literal('identity'),
    node: z.string(),
    target: z.string(),
    classes: z.int(),
    /** Numbers of a vector. Of ArcFace, an output row holds a cosine to each class's centre behind it. */
    width: z.int(),
    loss: z.enum(['triplet_hard', 'triplet_semihard', 'arcface']),
    margin: z.number(),
    /** Whether vectors have length 1. */
    normalize: z.boolean(),
    /** ArcFace's: what cosines are multiplied with. */
    scale: z.number().optional(),
    threshold: z.enum(['accuracy', 'equal_error_rate']),
  }),
  state: z.strictObject({
    kind: z.literal('identity'),
    labels: z.array(z.string()),
    /** Distances up to here are of the same; null: not chosen yet. */
    threshold: z.number().nullable(),
    /** By class, the mean vector of its training samples; null: not known yet. */
    centres: z.array(z.array(z.number()).nullable()).nullable(),
  }),
  prediction: z.strictObject({
    kind: z.literal('identity'),
    node: z.string(),
    /** Null: farther than the threshold from all that are known. */
    label: z.string().nullable(),
    /** The nearest first. */
    nearest: z.array(z.strictObject({ label: z.string(), distance: z.number() })),
    threshold: z.number(),
  }),
};
