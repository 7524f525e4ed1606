import { z } from 'zod';
import { NODE_ID } from './graph/document';
import { userBlockSchema } from './project/schema';

/** A file of the library: a block of the user's own, with those that stand inside it. */
export const libraryFile = z.strictObject({
  format: z.literal('attention-studio-block'),
  version: z.literal(1),
  id: z.string().regex(NODE_ID),
  block: userBlockSchema,
  /** By id, as kinds inside name them. */
  blocks: z.record(z.string().regex(NODE_ID), userBlockSchema),
});
export type LibraryFile = z.infer<typeof libraryFile>;

/** A block of the library, whole: they are small. */
export const libraryEntry = libraryFile.pick({ id: true, block: true, blocks: true });
export type LibraryEntry = z.infer<typeof libraryEntry>;
