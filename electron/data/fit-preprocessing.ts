import { type FeedPlan, type FeedState, PREPROCESSING_VERSION, type Preprocessing, type TargetPlan } from '../../shared/graph/feed';
import { StudioError } from '../../shared/studio-error';
import type { Dataset } from './dataset';
import { fitDecoder } from './decoder-feed';
import { inputOf } from './encode-batch';
import { withoutPath } from './fit-text';
import { FITS } from './fits/fits';
import { TARGETS, targetData } from './targets/targets';

/**
 * Learns from the training split, sample by sample, what each feed and target needs: vocabularies, means and
 * deviations. Rejects with a StudioError where the data does not fit the plan.
 */
export async function fitPreprocessing(
  feeds: readonly FeedPlan[],
  targets: readonly TargetPlan[],
  dataset: Dataset,
  trainIndices: Uint32Array,
): Promise<Preprocessing> {
  if (trainIndices.length === 0) {
    throw new StudioError('There are no samples to train on.', { expected: 'at least one sample in the training split', received: 'none' });
  }
  const fitted: { plan: FeedPlan; state: FeedState }[] = [];
  for (const plan of feeds) fitted.push({ plan: withoutPath(plan), state: await fitFeed(plan, dataset, trainIndices) });
  const asked: Preprocessing['targets'] = [];
  for (const plan of targets) {
    const state = await TARGETS[plan.kind].fit(plan, targetData(plan, null, dataset), trainIndices);
    asked.push({ plan, state });
  }
  return { format: 'attention-studio-preprocessing', version: PREPROCESSING_VERSION, feeds: fitted, targets: asked };
}

async function fitFeed(plan: FeedPlan, dataset: Dataset, indices: Uint32Array): Promise<FeedState> {
  if (plan.kind === 'decoder') return fitDecoder(plan, dataset, indices);
  const input = inputOf(plan, dataset.facts);
  const facts = dataset.facts.inputs[input];
  if (!facts) throw new Error(`no facts of the input ${input}`);
  return FITS[plan.kind](plan, facts, dataset, input, indices);
}
