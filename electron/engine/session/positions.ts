import type { PlannedMap } from '../../../shared/codegen/plan';
import type { Preprocessing } from '../../../shared/graph/feed';
import type { PositionAxis } from '../../../shared/graph/spec';
import type { AttentionMapData, Positions } from '../../../shared/run';
import type { RawSample } from '../../data/dataset';
import { FEEDS } from '../../data/feeds/feeds';
import { partAt } from '../../data/part-at';

/** Names a padded place where a model without masks looks at it. */
const PADDING = '[PAD]';
/** Less than this on all padding together is none. */
const NOTHING = 1e-6;

/** A sample, and what its attention is labelled with. */
export interface Looked {
  readonly preprocessing: Preprocessing;
  readonly raw: RawSample;
  /** By decoder's input: the words it read, and those it wrote at the same places. Absent: the model writes nothing. */
  readonly decoded?: ReadonlyMap<string, { readonly read: readonly string[]; readonly written: readonly string[] }>;
}

/** What `count` places of an axis stand for; labels may be fewer: the rest is padding. */
function positionsOf(
  axis: PositionAxis | null,
  count: number,
  side: 'queries' | 'keys',
  { preprocessing, raw, decoded = new Map() }: Looked,
): Positions {
  switch (axis?.kind) {
    case 'grid': {
      const { rows, cols, leading = [] } = axis;
      if (rows * cols + leading.length !== count) return { kind: 'plain', count };
      const before = leading.length > 0 ? { leading: [...leading] } : {};
      return { kind: 'grid', rows, cols, ...before, ...sourceOf(axis.input, preprocessing, raw) };
    }
    case 'tokens':
    case 'columns': {
      const decoder = decoded.get(axis.input);
      // A query asks for the word that is written there; a key is the word that was read.
      if (decoder) return { kind: 'labels', labels: [...(side === 'queries' ? decoder.written : decoder.read)].slice(0, count) };
      const feed = preprocessing.feeds.find(({ plan }) => plan.node === axis.input);
      const found = feed && partAt(feed.plan, raw);
      const labels = feed && feed.plan.kind !== 'decoder' && found ? FEEDS[feed.plan.kind].labels(feed.plan, feed.state, found.part) : null;
      const fits = labels && labels.length > 0 && (axis.kind === 'columns' ? labels.length === count : labels.length <= count);
      return fits ? { kind: 'labels', labels: [...labels], ...sourceOf(axis.input, preprocessing, raw) } : { kind: 'plain', count };
    }
    case 'frames':
      return { kind: 'labels', labels: Array.from({ length: count }, (_, i) => `${(i * axis.seconds).toFixed(2)} s`) };
    case undefined:
      return { kind: 'plain', count };
  }
}

/** Of data with several inputs, which one the places belong to. */
function sourceOf(node: string, preprocessing: Preprocessing, raw: RawSample): { readonly source?: string } {
  if (Object.keys(raw).length < 2) return {};
  const feed = preprocessing.feeds.find(({ plan }) => plan.node === node);
  const found = feed && partAt(feed.plan, raw);
  return found ? { source: found.name } : {};
}

const realPlaces = (positions: Positions, count: number): number =>
  positions.kind === 'labels' ? Math.min(count, positions.labels.length) : count;

/**
 * One sample's attention as the window and the command line show it.
 *
 * @param shape of the map for one sample, batch first: [1, heads, queries, keys], [1, queries, keys] or [1, keys]
 */
export function attentionOf(map: PlannedMap, shape: readonly number[], values: Float32Array, looked: Looked): AttentionMapData {
  const sizes = shape.slice(1);
  const keyCount = sizes.at(-1) ?? 1;
  const queryCount = sizes.length >= 2 ? (sizes.at(-2) ?? 1) : 1;
  const heads = sizes.slice(0, -2).reduce((product, size) => product * size, 1);
  const queries = positionsOf(sizes.length >= 2 ? map.queries : null, queryCount, 'queries', looked);
  let keys = positionsOf(map.keys, keyCount, 'keys', looked);
  const rows = realPlaces(queries, queryCount);
  let columns = realPlaces(keys, keyCount);
  const rowAt = (head: number, query: number) =>
    values.subarray((head * queryCount + query) * keyCount, (head * queryCount + query + 1) * keyCount);

  if (columns < keyCount && keys.kind === 'labels' && map.type === 'matrix') {
    let lost = 0;
    for (let head = 0; head < heads; head++) {
      for (let query = 0; query < rows; query++) for (const value of rowAt(head, query).subarray(columns)) lost = Math.max(lost, value);
    }
    // A model that does not mask its input does look at padding; hiding that would make rows that do not sum to 1.
    if (lost > NOTHING) {
      keys = {
        kind: 'labels',
        labels: Array.from({ length: keyCount }, (_, i) => (keys.kind === 'labels' ? keys.labels[i] : undefined) ?? PADDING),
      };
      columns = keyCount;
    }
  }
  const scores = Array.from({ length: heads }, (_h, head) =>
    Array.from({ length: rows }, (_q, query) => Array.from(rowAt(head, query).subarray(0, columns))),
  );
  const owner = map.owner === map.node ? {} : { owner: map.owner };
  return { node: map.node, ...owner, kind: map.kind, title: map.title, map: map.type, queries, keys, scores };
}
