import type { Curve } from './curve';
import { visiblePoints } from './visible-points';

/** A column of the table that uPlot takes. `undefined`: the curve has no point at this x; `null`: a gap. */
export type Column = (number | null | undefined)[];

export interface PlotData {
  /** x, then a column a curve. */
  readonly columns: readonly [x: number[], ...curves: Column[]];
  /** Least and greatest value in view over all curves; null: nothing. */
  readonly range: readonly [low: number, high: number] | null;
  /** All points in view are drawn, of every curve. */
  readonly raw: boolean;
}

/** What is drawn of the curves in a picture of so many pixels across: each curve's points, put on one axis of x. */
export function plotData(curves: readonly Curve[], from: number, to: number, pixels: number): PlotData {
  const visible = curves.map((curve) => visiblePoints(curve, from, to, pixels));
  const xs: number[] = [];
  const columns = curves.map((): Column => []);
  const next = curves.map(() => 0);
  for (;;) {
    let x = Infinity;
    visible.forEach(({ points }, c) => {
      const point = points[next[c] ?? 0];
      if (point !== undefined) x = Math.min(x, curves[c]?.x(point) ?? Infinity);
    });
    if (x === Infinity) break;
    xs.push(x);
    visible.forEach(({ points }, c) => {
      const curve = curves[c];
      const point = points[next[c] ?? 0];
      if (!curve || point === undefined || curve.x(point) !== x) {
        columns[c]?.push(undefined);
        return;
      }
      const value = curve.y.at(point);
      columns[c]?.push(Number.isFinite(value) ? value : null);
      next[c] = (next[c] ?? 0) + 1;
    });
  }
  const ranges = visible.flatMap(({ range }) => (range ? [range] : []));
  return {
    columns: [xs, ...columns],
    range: ranges.length === 0 ? null : [Math.min(...ranges.map(([low]) => low)), Math.max(...ranges.map(([, high]) => high))],
    raw: visible.every((v) => v.raw),
  };
}
