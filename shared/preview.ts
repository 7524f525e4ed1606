import { z } from 'zod';
import { partContent } from './dataset';

/** A sample before a node that changes samples while training, and what becomes of it: the same sample, drawn anew each time. */
export const preview = z.strictObject({
  /** Position of the sample in the data set. */
  index: z.int(),
  /** Class name or value of the first target. */
  label: z.union([z.string(), z.number()]).nullable(),
  before: partContent,
  after: z.array(partContent),
});
export type Preview = z.infer<typeof preview>;
