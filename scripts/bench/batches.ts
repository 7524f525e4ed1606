import type { EncodedBatch, EncodedTensor } from '../../electron/data/dataset';
import { seededBits } from '../../electron/engine/epoch-order';
import type { FeedPlan } from '../../shared/graph/feed';
import type { BenchModel } from './stack';

/** So many batches take turns. */
export const DISTINCT = 8;

function feedOf(feed: FeedPlan, batch: number, bits: () => number): EncodedTensor {
  const ids = (length: number, most: number) => filled([batch, length], (size) => Int32Array.from({ length: size }, () => bits() % most));
  const numbers = (...sides: number[]) => filled([batch, ...sides], (size) => Float32Array.from({ length: size }, () => bits() / 2 ** 32));
  switch (feed.kind) {
    case 'text':
      return ids(feed.output_sequence_length ?? 1, feed.max_tokens);
    case 'decoder':
      return ids(feed.length ?? 1, feed.tokens.max_tokens);
    case 'ids':
      return ids(feed.maxlen ?? 1, feed.vocabulary);
    case 'image':
      return numbers(feed.height, feed.width, feed.channels);
    case 'audio':
      return numbers(feed.samples);
    case 'table':
      return numbers(feed.columns.length);
  }
}

const filled = (shape: readonly number[], fill: (size: number) => EncodedTensor['data']): EncodedTensor => ({
  shape,
  data: fill(shape.reduce((product, side) => product * side, 1)),
});

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
