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

/** Index into `HEAT` of a weight, where `full` is the lightest colour. */
export function heatIndex(value: number, full: number): number {
  if (!(value > 0) || !(full > 0)) return 0;
  return Math.min(255, Math.round((value / full) * 255));
}

/** What the lightest colour stands for: the largest weight of each row, or of the whole map. */
export type ColourScale = 'row' | 'global';

/** The largest weight that each row is coloured against. */
export function fullOf(rows: readonly (readonly number[])[], scale: ColourScale): number[] {
  const maxima = rows.map((row) => row.reduce((max, value) => Math.max(max, value), 0));
  if (scale === 'row') return maxima;
  const all = maxima.reduce((max, value) => Math.max(max, value), 0);
  return maxima.map(() => all);
}

/** RGBA of a map, one pixel a weight. */
export function paintMatrix(
  rows: readonly (readonly number[])[],
  scale: ColourScale,
): { width: number; height: number; pixels: Uint8ClampedArray } {
  const width = rows[0]?.length ?? 0;
  const height = rows.length;
  const pixels = new Uint8ClampedArray(width * height * 4);
  const full = fullOf(rows, scale);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = heatIndex(rows[y]?.[x] ?? 0, full[y] ?? 0) * 3;
      const to = (y * width + x) * 4;
      pixels[to] = HEAT[from] ?? 0;
      pixels[to + 1] = HEAT[from + 1] ?? 0;
      pixels[to + 2] = HEAT[from + 2] ?? 0;
      pixels[to + 3] = 255;
    }
  }
  return { width, height, pixels };
}
