import { z } from 'zod';

/** The next of many items. */
export const itemsTarget = {
  facts: z.strictObject({
    kind: z.literal('items'),
    /** One more than the largest id; 0 stands for padding. */
    vocabulary: z.int(),
    /** The input whose every place is followed by an item; null: one item a sample. */
    history: z.string().nullable(),
  }),
  plan: z.strictObject({
    kind: z.literal('items'),
    node: z.string(),
    target: z.string(),
    /** As many scores as ids, 0 (which is no item) included. */
    items: z.int(),
    /** Of the next item among all, or by how many of the others score less (Bayesian personalised ranking). */
    loss: z.enum(['categorical_crossentropy', 'bayesian_ranking']),
    /** Places that each predict the next; null: one vector a sample. */
    length: z.int().nullable(),
    /** The data's input that holds what went before; null: nobody knows. */
    history: z.string().nullable(),
    /** Items of the history are not offered again, nor counted where it is judged. */
    leave_out_seen: z.boolean(),
  }),
  state: z.strictObject({ kind: z.literal('items') }),
  /** The best first. */
  prediction: z.strictObject({
    kind: z.literal('items'),
    node: z.string(),
    items: z.array(z.strictObject({ item: z.string(), score: z.number(), probability: z.number() })),
  }),
};

/** Items that a prediction names at most. */
export const MOST_ITEMS = 100;
