import type { MinMaxPyramid } from './min-max-pyramid';

/** Points in the order of their x, which may repeat but never falls. */
export interface Curve {
  readonly y: MinMaxPyramid;
  /** Of the point at `index`. */
  x(index: number): number;
}

/** Index of the first point from `low` on whose x is at least `x`. */
export function firstFrom(curve: Curve, x: number, low = 0): number {
  let high = curve.y.length;
  let at = low;
  while (at < high) {
    const middle = (at + high) >> 1;
    if (curve.x(middle) < x) at = middle + 1;
    else high = middle;
  }
  return at;
}

/** The newest finite value at or before `x`; null: none. Looks no further back than `reach` points. */
export function valueBefore(curve: Curve, x: number, reach = 1000): number | null {
  const end = firstFrom(curve, x) - 1;
  const start = curve.x(end + 1) === x ? end + 1 : end;
  for (let i = Math.min(start, curve.y.length - 1); i >= Math.max(0, start - reach); i--) {
    const value = curve.y.at(i);
    if (Number.isFinite(value)) return value;
  }
  return null;
}

/** The last x; null: no point. */
export function lastX(curve: Curve): number | null {
  return curve.y.length === 0 ? null : curve.x(curve.y.length - 1);
}
