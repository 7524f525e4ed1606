import { z } from 'zod';

/** Whether two things are the same. The data says it by two classes. */
export const matchTarget = {
  plan: z.strictObject({
    kind: z.literal('match'),
    node: z.string(),
    target: z.string(),
    loss: z.literal('contrastive'),
    /** How far apart different ones are pushed. */
    margin: z.number(),
    /** The class that says “the same”; null: told by its name, see `sameOf`. */
    same: z.string().nullable(),
    /** What the threshold is chosen by, on the validation split. */
    threshold: z.enum(['accuracy', 'equal_error_rate']),
  }),
  state: z.strictObject({
    kind: z.literal('match'),
    /** Different, same. */
    labels: z.array(z.string()),
    /** Distances up to here are of the same; null: not chosen yet. */
    threshold: z.number().nullable(),
  }),
  prediction: z.strictObject({
    kind: z.literal('match'),
    node: z.string(),
    /** What is said, in the data's words. */
    label: z.string(),
    same: z.boolean(),
    distance: z.number(),
    threshold: z.number(),
  }),
};

const SAME = /^(1|yes|y|true|same|match(es|ing)?|equal|positive|genuine)$/i;

/** Which of two classes says “the same”: the one that is asked for, else the one whose name says so, else the second. */
export function sameOf(labels: readonly string[], asked: string | null): string {
  return asked ?? labels.find((label) => SAME.test(label.trim())) ?? labels[1] ?? '';
}
