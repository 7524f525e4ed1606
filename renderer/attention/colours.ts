import { interpolateInferno } from 'd3-scale-chromatic';

/** 256 colours from dark to light, three bytes each: equal steps look equal, also to colour-blind eyes and in print. */
export const HEAT: Uint8ClampedArray = (() => {
  const table = new Uint8ClampedArray(256 * 3);
  for (let i = 0; i < 256; i++) {
    const hex = interpolateInferno(i / 255).slice(1);
    for (let c = 0; c < 3; c++) table[i * 3 + c] = Number.parseInt(hex.slice(c * 2, c * 2 + 2), 16);
  }
  return table;
})();

/** What the darkest and the lightest colour stand for. */
export interface HeatRange {
  readonly low: number;
  readonly high: number;
}

/** Index into `HEAT` of a weight. A range without width shows the weight itself, from 0 to 1. */
export function heatIndex(value: number, { low, high }: HeatRange): number {
  const part = high > low ? (value - low) / (high - low) : value;
  return part > 0 ? Math.min(255, Math.round(part * 255)) : 0;
}

/** The smallest and the largest of some weights. */
export function rangeOf(values: readonly number[]): HeatRange {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return high >= low ? { low, high } : { low: 0, high: 0 };
}

/** Each row from its own smallest to its own largest weight, or all from the map's. */
export type ColourScale = 'row' | 'global';

/** The range that each row is coloured in. */
export function rangesOf(rows: readonly (readonly number[])[], scale: ColourScale): HeatRange[] {
  const own = rows.map(rangeOf);
  if (scale === 'row') return own;
  const all = rangeOf(own.flatMap(({ low, high }) => [low, high]));
  return own.map(() => all);
}

/** RGBA of a map, one pixel a weight. */
export function paintMatrix(
  rows: readonly (readonly number[])[],
  scale: ColourScale,
): { width: number; height: number; pixels: Uint8ClampedArray } {
  const width = rows[0]?.length ?? 0;
  const height = rows.length;
  const pixels = new Uint8ClampedArray(width * height * 4);
  const ranges = rangesOf(rows, scale);
  for (let y = 0; y < height; y++) {
    const range = ranges[y] ?? { low: 0, high: 0 };
    for (let x = 0; x < width; x++) {
      const from = heatIndex(rows[y]?.[x] ?? 0, range) * 3;
      const to = (y * width + x) * 4;
      pixels[to] = HEAT[from] ?? 0;
      pixels[to + 1] = HEAT[from + 1] ?? 0;
      pixels[to + 2] = HEAT[from + 2] ?? 0;
      pixels[to + 3] = 255;
    }
  }
  return { width, height, pixels };
}
