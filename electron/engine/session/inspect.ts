import * as tf from '@tensorflow/tfjs';
import type { SampleView, Split } from '../../../shared/dataset';
import type { Preprocessing } from '../../../shared/graph/feed';
import type { Inspection } from '../../../shared/run';
import { StudioError } from '../../../shared/studio-error';
import type { EncodedBatch, RawSample } from '../../data/dataset';
import { decoderLabels } from '../../data/decoder-feed';
import { FEEDS } from '../../data/feeds/feeds';
import { partAt } from '../../data/part-at';
import { rawSample } from '../../data/raw-sample';
import { seenByModel } from '../../data/seen-by-model';
import type { SampleFeeds } from '../../data/targets/define-target';
import type { Look } from '../../worker/capture-file';
import type { RunParts } from '../run-parts';
import { attentionOf } from './positions';
import { predictionsOf } from './predictions';
import { type WrittenBatch, writes, writeTexts } from './write-texts';

/** What stands at the places of an input. */
function wordsOf(preprocessing: Preprocessing, raw: RawSample, node: string): readonly string[] {
  const feed = preprocessing.feeds.find(({ plan }) => plan.node === node);
  const found = feed && partAt(feed.plan, raw);
  return (feed && feed.plan.kind !== 'decoder' && found && FEEDS[feed.plan.kind].labels(feed.plan, feed.state, found.part)) || [];
}

/** Of one row of a batch, by decoder's input: what was read and written at its places. */
function decodedOf(parts: RunParts, batch: EncodedBatch, row: number, written: WrittenBatch['written']) {
  const all = new Map<string, ReturnType<typeof decoderLabels>>();
  for (const { plan, state } of parts.preprocessing.feeds) {
    const fed = batch.feeds[plan.node];
    if (state.kind !== 'decoder' || !fed) continue;
    const places = fed.shape[1] ?? 0;
    const target = parts.preprocessing.targets.find((one) => one.plan.kind === 'sequence' && one.plan.feed === plan.node);
    const ended = (target && written.get(target.plan.node)?.[row]?.ended) ?? true;
    all.set(plan.node, decoderLabels(state, fed.data.subarray(row * places, (row + 1) * places), ended));
  }
  return all;
}

/**
 * What the model says of samples that were encoded together, and what every attention node looks at, with the weights as they are now.
 *
 * @param written by decoder, what it wrote; absent: the batch holds the true targets, and the words after them are told
 */
export function lookAt(
  parts: RunParts,
  raws: readonly RawSample[],
  batch: EncodedBatch,
  written: WrittenBatch['written'] = new Map(),
): Look[] {
  const { outputs, maps } = tf.tidy(() => {
    const probed = parts.runner.probe(batch);
    const read = (tensor: tf.Tensor) => ({ shape: tensor.shape, values: tensor.dataSync<'float32'>() });
    return { outputs: probed.outputs.map(read), maps: probed.maps.map(read) };
  });
  return raws.map((raw, row) => {
    const own = ({ values }: { values: Float32Array }) =>
      values.subarray((values.length / raws.length) * row, (values.length / raws.length) * (row + 1));
    return {
      predictions: predictionsOf(parts.preprocessing, outputs.map(own), (plan) => ({
        written: written.get(plan.node)?.[row] ?? null,
        entered: feedsOf(parts, batch, row),
        words: plan.kind === 'tags' ? wordsOf(parts.preprocessing, raw, plan.feed) : [],
      })),
      attention: parts.plan.maps.flatMap((map, i) => {
        const value = maps[i];
        return value
          ? [
              attentionOf(map, value.shape, own(value), {
                preprocessing: parts.preprocessing,
                raw,
                decoded: decodedOf(parts, batch, row, written),
              }),
            ]
          : [];
      }),
    };
  });
}

/** What entered the model for one sample, by the data's name of the input. */
function feedsOf({ preprocessing }: RunParts, { size, feeds }: EncodedBatch, row: number): SampleFeeds {
  return Object.fromEntries(
    preprocessing.feeds.flatMap(({ plan }) => {
      const data = feeds[plan.node]?.data;
      return data ? [[plan.source, data.subarray((data.length / size) * row, (data.length / size) * (row + 1))]] : [];
    }),
  );
}

/** The same of one sample, with what a person sees of it. A model that writes, writes. */
export async function look(parts: RunParts, sample: SampleView, raw: RawSample, batch: EncodedBatch): Promise<Inspection> {
  const own = writes(parts) ? writeTexts(parts, batch) : null;
  const [looked] = lookAt(parts, [raw], own?.batch ?? batch, own?.written);
  if (!looked) throw new Error('nothing was looked at');
  return { sample, seen: await seenByModel(parts.preprocessing, raw), ...looked };
}

/** The part that is shown as held out: the first of test, validation and training that has samples. */
export function heldOutPart(parts: RunParts): Split {
  return parts.split.test.length > 0 ? 'test' : parts.split.validation.length > 0 ? 'validation' : 'train';
}

/** Looks at a sample of the data set by its position. */
export async function inspectSample(parts: RunParts, index: number): Promise<Inspection> {
  if (index < 0 || index >= parts.dataset.size) {
    throw new StudioError('There is no such sample.', {
      expected: `a number from 0 to ${parts.dataset.size - 1}`,
      received: String(index),
    });
  }
  const split = (['train', 'validation', 'test'] as const).find((part) => parts.split[part].includes(index)) ?? null;
  const [sample, raw, batch] = await Promise.all([
    parts.dataset.view(index, split),
    rawSample(parts.dataset, index),
    parts.encode(Uint32Array.of(index)),
  ]);
  return look(parts, sample, raw, batch);
}
