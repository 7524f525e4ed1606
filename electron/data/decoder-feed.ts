import type { FeedPlanOf, FeedStateOf } from '../../shared/graph/feed';
import { END, PADDING_ID, START_ID } from '../../shared/graph/targets/written-tokens';
import type { Dataset, EncodedTensor } from './dataset';
import { matchTarget } from './match-part';
import { roundLength } from './round-length';
import { targetTexts } from './target-texts';
import { behindStart, countWritten, filledRows, writtenBy } from './written';

type Plan = FeedPlanOf<'decoder'>;
type State = FeedStateOf<'decoder'>;

/** Places of a batch: as many as its longest text and one more token need, rounded up so that batches have few lengths. */
export const placesFor = (length: number | null, longest: number): number => length ?? roundLength(longest + 1);

const sourceOf = (plan: Plan, dataset: Dataset): string => matchTarget(dataset.facts, 'sequence', plan.source) ?? plan.source;

/** Words of the training split's targets. */
export async function fitDecoder(plan: Plan, dataset: Dataset, indices: Uint32Array): Promise<State> {
  const counts = countWritten(plan.tokens);
  for (const text of await targetTexts(dataset, sourceOf(plan, dataset), Array.from(indices))) counts.add(text);
  return { kind: 'decoder', vocabulary: counts.vocabulary('decoder') };
}

/** Teacher forcing: the true targets, one place later. [batch, places] */
export async function forcedTargets(plan: Plan, state: State, dataset: Dataset, indices: readonly number[]): Promise<EncodedTensor> {
  const { ids } = writtenBy(plan.tokens, state.vocabulary);
  const rows = (await targetTexts(dataset, sourceOf(plan, dataset), indices)).map(ids);
  return filledRows(rows.map(behindStart), placesFor(plan.length, Math.max(0, ...rows.map((row) => row.length))));
}

/** Nothing but the start, as before the first word. [samples, places] */
export function startOnly(plan: Plan, samples: number): EncodedTensor {
  return filledRows(
    Array.from({ length: samples }, () => [START_ID]),
    placesFor(plan.length, 0),
  );
}

/**
 * What stands at the places of a decoder: the word that is read at each, and the one that is written there. Padding is left out.
 *
 * @param row the ids that the model read, start first
 * @param ended the end was written behind the last; else nobody knows what comes there
 */
export function decoderLabels(state: State, row: ArrayLike<number>, ended = true): { readonly read: string[]; readonly written: string[] } {
  const ids = Array.from(row);
  const until = ids.indexOf(PADDING_ID);
  const read = ids.slice(0, until < 0 ? ids.length : until).map((id) => state.vocabulary[id] ?? '');
  return { read, written: [...read.slice(1), ended ? END : '…'] };
}
