import type { Curve } from './curve';
import { MinMaxPyramid } from './min-max-pyramid';

/** A curve of these points. */
export function curveOf(points: readonly (readonly [x: number, y: number])[]): Curve {
  const y = new MinMaxPyramid();
  for (const [, value] of points) y.push(value);
  return { y, x: (i) => points[i]?.[0] ?? Number.NaN };
}

/** Noise over the steps from 1 on, the same at every call. */
export function noise(length: number, phase = 0): Curve {
  const y = new MinMaxPyramid();
  for (let i = 0; i < length; i++) y.push(Math.sin(i * 12.9898 + phase) * Math.cos(i * 78.233));
  return { y, x: (i) => i + 1 };
}
