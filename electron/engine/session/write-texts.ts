import * as tf from '@tensorflow/tfjs';
import type { FeedPlanOf, TargetPlanOf, TargetStateOf } from '../../../shared/graph/feed';
import { END_ID, START_ID } from '../../../shared/graph/targets/written-tokens';
import type { EncodedBatch, EncodedTensor } from '../../data/dataset';
import { placesFor } from '../../data/decoder-feed';
import type { WrittenText } from '../../data/targets/define-target';
import { filledRows } from '../../data/written';
import { greedyTogether } from '../decoding/greedy-together';
import { beamSearch, type Found } from '../decoding/token-search';
import { type RunParts, targetPlans } from '../run-parts';
import { paddableFeeds } from '../step/paddable-feeds';
import { roundLengths } from '../step/round-length';

/** What a search works on. */
export type WritingParts = Pick<RunParts, 'plan' | 'preprocessing'> & { readonly runner: Pick<RunParts['runner'], 'predict'> };

/** One decoder of a model. */
interface Decoder {
  /** Which of the model's outputs it is. */
  readonly output: number;
  readonly plan: TargetPlanOf<'sequence'>;
  readonly state: TargetStateOf<'sequence'>;
  readonly feed: FeedPlanOf<'decoder'>;
}

/** A batch whose decoders have read what they wrote, and what that is. */
export interface WrittenBatch {
  readonly batch: EncodedBatch;
  /** By output node: of each sample. */
  readonly written: ReadonlyMap<string, readonly WrittenText[]>;
}

function decodersOf({ plan, preprocessing }: WritingParts): Decoder[] {
  return targetPlans(plan).flatMap((target, output): Decoder[] => {
    if (target.kind !== 'sequence' || target.feed === null) return [];
    const state = preprocessing.targets.find((one) => one.plan.node === target.node)?.state;
    const feed = preprocessing.feeds.find((one) => one.plan.node === target.feed)?.plan;
    if (state?.kind !== 'sequence' || feed?.kind !== 'decoder') throw new Error(`“${target.node}” has nothing to write`);
    return [{ output, plan: target, state, feed }];
  });
}

/** Whether a model writes texts token by token. */
export const writes = (parts: Pick<RunParts, 'plan'>): boolean =>
  targetPlans(parts.plan).some((target) => target.kind === 'sequence' && target.feed !== null);

/** Tokens at most, the end included. */
const longestOf = ({ plan, state, feed }: Decoder): number =>
  Math.min((plan.max_length ?? state.longest) + 1, feed.length ?? Number.POSITIVE_INFINITY);

/** Some rows of a batch, each as often as it is named. */
function rowsOf(batch: EncodedBatch, rows: readonly number[]): EncodedBatch {
  const take = ({ shape, data }: EncodedTensor): EncodedTensor => {
    const [, ...rest] = shape;
    const width = rest.reduce((a, b) => a * b, 1);
    const taken = data instanceof Int32Array ? new Int32Array(rows.length * width) : new Float32Array(rows.length * width);
    for (const [at, row] of rows.entries()) taken.set(data.subarray(row * width, (row + 1) * width), at * width);
    return { shape: [rows.length, ...rest], data: taken };
  };
  return {
    size: rows.length,
    feeds: Object.fromEntries(Object.entries(batch.feeds).map(([node, tensor]) => [node, take(tensor)])),
    targets: {},
  };
}

/**
 * Lets every decoder of a model write: the model runs on the start token, then on its own words, until they end. All that is
 * written is computed anew for each word, in prefixes of one length, so that few graphs serve.
 *
 * @param batch what its decoders read is replaced
 * @param search instead of the one of the node
 */
export function writeTexts(parts: WritingParts, batch: EncodedBatch, search?: 'greedy' | 'beam'): WrittenBatch {
  const paddable = paddableFeeds(parts.plan);
  const decoders = decodersOf(parts);
  const starts = decoders.map(
    ({ feed }) =>
      [
        feed.node,
        filledRows(
          Array.from({ length: batch.size }, () => [START_ID]),
          placesFor(feed.length, 0),
        ),
      ] as const,
  );
  let now: EncodedBatch = { size: batch.size, targets: {}, feeds: { ...batch.feeds, ...Object.fromEntries(starts) } };
  const written = new Map<string, readonly WrittenText[]>();
  for (const decoder of decoders) {
    const { feed, plan } = decoder;
    const longest = longestOf(decoder);
    const places = placesFor(feed.length, longest - 1);
    // The source's length, too, is one of few.
    const source = roundLengths(now, paddable);
    const ask = (rows: readonly number[], prefixes: readonly (readonly number[])[]) =>
      logsAfter(parts, decoder, rowsOf(source, rows), places, prefixes);
    const all = Array.from({ length: batch.size }, (_, row) => row);
    const found: Found[][] =
      (search ?? plan.search) === 'greedy' || plan.beam_width === 1
        ? greedyTogether({ count: batch.size, end: END_ID, longest, next: (tokens) => ask(all, tokens) }).map((one) => [one])
        : all.map((row) => {
            // As many rows at every step: those that nothing is written in repeat the first.
            const rows = Array.from({ length: plan.beam_width }, () => row);
            const next = (live: readonly { readonly tokens: readonly number[] }[]) =>
              ask(
                rows,
                rows.map((_, at) => (live[at] ?? live[0])?.tokens ?? []),
              )
                .slice(0, live.length)
                .map((logs) => ({ logs, state: null }));
            return beamSearch({ start: null, end: END_ID, longest, next }, plan.beam_width, plan.length_penalty);
          });
    const texts = found.map(textOf);
    written.set(plan.node, texts);
    const read = texts.map(({ tokens, ended }) => [START_ID, ...(ended ? tokens.slice(0, -1) : tokens.slice(0, places - 1))]);
    now = { ...now, feeds: { ...now.feeds, [feed.node]: filledRows(read, places) } };
  }
  return { batch: now, written };
}

function textOf(found: readonly Found[]): WrittenText {
  const [best, ...others] = found;
  return {
    tokens: best?.tokens ?? [],
    logProbability: best?.logProbability ?? Number.NEGATIVE_INFINITY,
    ended: best?.ended ?? false,
    others: others.map(({ tokens, logProbability }) => ({ tokens, logProbability })),
  };
}

/** Of each row, what may follow its prefix: logarithms of probabilities; what is no word is forbidden. */
function logsAfter(
  { runner }: WritingParts,
  { output, plan, state, feed }: Decoder,
  batch: EncodedBatch,
  places: number,
  prefixes: readonly (readonly number[])[],
): Float32Array[] {
  const read = prefixes.map((tokens) => [START_ID, ...tokens]);
  const fed = { ...batch, feeds: { ...batch.feeds, [feed.node]: filledRows(read, places) } };
  const width = plan.tokens.max_tokens;
  return tf.tidy(() => {
    const said = runner.predict(fed)[output];
    if (!said) throw new Error(`the model says nothing at “${plan.node}”`);
    // One row of numbers a sample, of the place behind its last token: only those are read.
    const last = read.map((row, at) => at * places + row.length - 1);
    const rows = said.reshape([-1, width]).gather(tf.tensor1d(last, 'int32')).dataSync<'float32'>();
    return read.map((_, at) => {
      const logs = rows.slice(at * width, (at + 1) * width).map(Math.log);
      // Padding, unknown words, the start; and what no word of the training data has.
      for (const id of [0, 1, START_ID]) logs[id] = Number.NEGATIVE_INFINITY;
      return logs.fill(Number.NEGATIVE_INFINITY, Math.min(width, state.vocabulary.length));
    });
  });
}
