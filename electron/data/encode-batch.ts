import type { DataFacts } from '../../shared/graph/facts';
import type { DataFeedPlan, Preprocessing } from '../../shared/graph/feed';
import { FEED_KINDS } from '../../shared/graph/feeds/kinds';
import { StudioError } from '../../shared/studio-error';
import type { Dataset, EncodedBatch, EncodedTensor, RawPart, RawSample } from './dataset';
import { forcedTargets, startOnly } from './decoder-feed';
import { FEEDS } from './feeds/feeds';
import { matchInput } from './match-part';
import { ofKind } from './of-kind';
import { TARGETS, targetData } from './targets/targets';

/** The numbers of some samples of a data set, with their targets. */
export async function encodeBatch(preprocessing: Preprocessing, dataset: Dataset, indices: ArrayLike<number>): Promise<EncodedBatch> {
  const places = Array.from(indices);
  const feeds: Record<string, EncodedTensor> = {};
  for (const { plan, state } of preprocessing.feeds) {
    feeds[plan.node] =
      plan.kind === 'decoder'
        ? await forcedTargets(plan, ofKind(state, 'decoder'), dataset, places)
        : await FEEDS[plan.kind].load(plan, state, dataset, inputOf(plan, dataset.facts), places);
  }
  const targets: Record<string, EncodedTensor> = {};
  for (const { plan, state } of preprocessing.targets) {
    targets[plan.node] = await TARGETS[plan.kind].encode(plan, state, targetData(plan, state, dataset), places, feeds);
  }
  return { size: places.length, feeds, targets };
}

/** The data's name for the input that a plan reads. @throws StudioError where it has none. */
export function inputOf(plan: DataFeedPlan, facts: DataFacts): string {
  const name = matchInput(facts, plan);
  if (name !== null) return name;
  const { words } = FEED_KINDS[plan.kind];
  const there = Object.entries(facts.inputs).map(([input, { kind }]) => `“${input}” (${FEED_KINDS[kind].words})`);
  throw new StudioError('The data is not of the kind that the graph takes.', {
    expected: `“${plan.source}”, ${words}`,
    received: there.join(', ') || 'no inputs',
    advice: 'Choose other data, or another input node.',
  });
}

/**
 * The numbers of samples of the user's own, without targets: a decoder has written nothing yet.
 *
 * @param facts those that the samples were read by, the run's; null: a row holds the columns of the plan in their order
 * @throws StudioError where a sample lacks a part that the model reads
 */
export function encodeOwn(preprocessing: Preprocessing, samples: readonly RawSample[], facts: DataFacts | null = null): EncodedBatch {
  const feeds: Record<string, EncodedTensor> = {};
  for (const { plan, state } of preprocessing.feeds) {
    if (plan.kind === 'decoder') {
      feeds[plan.node] = startOnly(plan, samples.length);
      continue;
    }
    const name = (facts && matchInput(facts, plan)) ?? plan.source;
    const parts = samples.map((sample) => partOf(sample, name, plan));
    feeds[plan.node] = FEEDS[plan.kind].encode(plan, state, parts, facts?.inputs[name] ?? null);
  }
  return { size: samples.length, feeds, targets: {} };
}

function partOf(sample: RawSample, name: string, plan: DataFeedPlan): RawPart {
  const part = Object.hasOwn(sample, name) ? sample[name] : undefined;
  if (part?.kind === plan.kind) return part;
  const given = Object.keys(sample).map((key) => `“${key}”`);
  throw new StudioError(`The model reads “${name}”, and nothing was given for it.`, {
    expected: `“${name}”: ${FEED_KINDS[plan.kind].words}`,
    received: given.join(', ') || 'nothing',
  });
}
