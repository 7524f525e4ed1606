import { z } from 'zod';

/** One of some tags for every word. */
export const tagsTarget = {
  facts: z.strictObject({ kind: z.literal('tags'), labels: z.array(z.string()) }),
  plan: z.strictObject({
    kind: z.literal('tags'),
    node: z.string(),
    target: z.string(),
    tags: z.int(),
    /** The node that the words enter the model at. */
    feed: z.string(),
    /** Words of a text that reach the model; null: all. */
    places: z.int().nullable(),
    label_smoothing: z.number(),
  }),
  state: z.strictObject({ kind: z.literal('tags'), labels: z.array(z.string()) }),
  /** Word by word. */
  prediction: z.strictObject({
    kind: z.literal('tags'),
    node: z.string(),
    places: z.array(z.strictObject({ word: z.string(), tag: z.string(), probability: z.number() })),
    /** All that there are: a tag has the same colour in every sample. */
    labels: z.array(z.string()),
  }),
};
