import { z } from 'zod';
import { FEED_KINDS } from './feeds/kinds';
import type { DataKindOf } from './targets/data-kinds';
import { TARGET_KINDS, type TargetKind } from './targets/kinds';

const { image, text, table, ids, audio } = FEED_KINDS;
const { classes, value, labels, boxes, sequence, tags, spectrogram, values, items } = TARGET_KINDS;

/** What a look at the data taught of one of its inputs. */
export const inputFacts = z.discriminatedUnion('kind', [image.facts, text.facts, table.facts, ids.facts, audio.facts]);
export type InputFacts = z.infer<typeof inputFacts>;
export type InputFactsOf<K extends InputFacts['kind']> = Extract<InputFacts, { kind: K }>;

export const targetFacts = z.discriminatedUnion('kind', [
  classes.facts,
  value.facts,
  labels.facts,
  boxes.facts,
  sequence.facts,
  tags.facts,
  spectrogram.facts,
  values.facts,
  items.facts,
]);
export type TargetFacts = z.infer<typeof targetFacts>;
/** What the data has to say for a kind of target. */
export type TargetFactsOf<K extends TargetKind> = Extract<TargetFacts, { kind: DataKindOf<K> }>;

/**
 * What a look at the data taught that shapes depend on: its inputs and targets by name. Saved with the project, so that
 * a graph can be checked where the data is not at hand.
 */
export const dataFacts = z.strictObject({
  samples: z.int().nonnegative(),
  inputs: z.record(z.string(), inputFacts),
  targets: z.record(z.string(), targetFacts),
});
export type DataFacts = z.infer<typeof dataFacts>;

/** Keys that reach into JavaScript's own objects, which no file of a project may hold. */
const FORBIDDEN = /^(__proto__|constructor|prototype)$/;

/** The name of an input or target that is called after a column. */
export function partName(column: string): string {
  return FORBIDDEN.test(column) ? `${column} (column)` : column;
}
