import { type Curve, firstFrom } from './curve';

/** What of a curve is drawn of `from…to`. */
export interface VisiblePoints {
  /** Positions of its points, rising. */
  readonly points: readonly number[];
  /** Least and greatest value in view, else of the points on either side, whose line crosses it; null where there is none. */
  readonly range: readonly [low: number, high: number] | null;
  /** Every point of the curve that lies in view is there. */
  readonly raw: boolean;
}

/**
 * The points that a picture of so many pixels across needs: all of them while there are no more than two a pixel; else the
 * least and the greatest of each pixel, in their order, so that no peak is lost. The first and the last point in view are
 * always among them, a pixel of gaps keeps one, and one point on either side lets the line run off the edge. At most
 * `2 × pixels + 4` points.
 */
export function visiblePoints(curve: Curve, from: number, to: number, pixels: number): VisiblePoints {
  const first = firstFrom(curve, from);
  let end = firstFrom(curve, to, first);
  while (end < curve.y.length && curve.x(end) === to) end++;
  const points: number[] = [];
  if (first > 0) points.push(first - 1);
  const raw = end - first <= 2 * pixels;
  if (raw) for (let i = first; i < end; i++) points.push(i);
  else pushExtremes(curve, first, end, { from, width: (to - from) / pixels, pixels }, points);
  if (end < curve.y.length) points.push(end);
  const extent = curve.y.extent(first, end) ?? curve.y.extent(first - 1, end + 1);
  return { points, raw, range: extent && [curve.y.at(extent.low), curve.y.at(extent.high)] };
}

interface Grid {
  readonly from: number;
  /** Of one pixel, in x. */
  readonly width: number;
  readonly pixels: number;
}

function pushExtremes(curve: Curve, first: number, end: number, grid: Grid, points: number[]): void {
  const push = (i: number) => {
    if (points.length === 0 || (points[points.length - 1] ?? 0) < i) points.push(i);
  };
  push(first);
  let begin = first;
  for (let pixel = 1; pixel <= grid.pixels && begin < end; pixel++) {
    const next = pixel === grid.pixels ? end : Math.min(end, firstFrom(curve, grid.from + pixel * grid.width, begin));
    if (next === begin) continue;
    const extent = curve.y.extent(begin, next);
    if (extent) {
      push(Math.min(extent.low, extent.high));
      push(Math.max(extent.low, extent.high));
    } else push(begin);
    begin = next;
  }
  push(end - 1);
}
