import type { AttentionMapData } from '../../shared/run';
import { placesOf } from '../attention/overlay';

/** A small picture of one head: values from 0 to 1, row by row. */
export interface Thumbnail {
  readonly rows: number;
  readonly cols: number;
  readonly values: readonly number[];
}

/** Attention over a picture: how much each place is looked at on average. Over words or columns: the matrix itself. */
export function thumbnail(map: AttentionMapData, head: number): Thumbnail {
  const matrix = map.scores[head] ?? [];
  const raw =
    map.keys.kind === 'grid'
      ? placesOf(
          (matrix[0] ?? []).map((_, key) => matrix.reduce((sum, row) => sum + (row[key] ?? 0), 0) / Math.max(1, matrix.length)),
          map.keys,
        )
      : matrix.flat();
  const rows = map.keys.kind === 'grid' ? map.keys.rows : matrix.length;
  const cols = map.keys.kind === 'grid' ? map.keys.cols : (matrix[0]?.length ?? 0);
  const most = raw.reduce((max, v) => Math.max(max, v), 0);
  const least = map.keys.kind === 'grid' ? raw.reduce((min, v) => Math.min(min, v), most) : 0;
  const span = most - least || 1;
  return { rows: Math.max(1, rows), cols: Math.max(1, cols), values: raw.map((v) => (v - least) / span) };
}
