import type { EncodedBatch, EncodedTensor } from '../../electron/data/dataset';
import { seededBits } from '../../electron/engine/epoch-order';
import type { FeedPlan } from '../../shared/graph/feed';
import type { BenchModel } from './stack';

/** So many batches take turns. */
export const DISTINCT = 8;

function feedOf(feed: FeedPlan, batch: number, bits: () => number): EncodedTensor {
  if (feed.kind === 'text') {
    const length = feed.output_sequence_length ?? 1;
    return { shape: [batch, length], data: Int32Array.from({ length: batch * length }, () => bits() % feed.max_tokens) };
  }
  if (feed.kind === 'ids') {
    const length = feed.maxlen ?? 1;
    return { shape: [batch, length], data: Int32Array.from({ length: batch * length }, () => bits() % feed.vocabulary) };
  }
  const sides =
    feed.kind === 'image' ? [feed.height, feed.width, feed.channels] : feed.kind === 'audio' ? [feed.samples] : [feed.columns.length];
  const shape = [batch, ...sides];
  const size = shape.reduce((product, dim) => product * dim, 1);
  return { shape, data: Float32Array.from({ length: size }, () => bits() / 2 ** 32) };
}

/** Batches that differ, from a seed. */
export function batchesFor({ plan, batch, places }: BenchModel): EncodedBatch[] {
  const bits = seededBits(1, 'bench', 0);
  return Array.from({ length: DISTINCT }, () => {
    const [target] = plan.targets;
    const classes = target?.plan.kind === 'classes' ? target.plan.classes : 1;
    const size = places.reduce((product, dim) => product * dim, batch);
    const ids = { shape: [batch, ...places], data: Int32Array.from({ length: size }, () => bits() % classes) };
    return {
      size: batch,
      feeds: Object.fromEntries(plan.feeds.map((feed) => [feed.node, feedOf(feed, batch, bits)])),
      targets: { [target?.plan.node ?? '']: ids },
    };
  });
}
