import { HEAT, type HeatRange, heatIndex } from './colours';

/** Where a grid place lies on a picture, in pixels; edges are shared, so that places leave no gaps. */
export interface Cell {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Grid {
  readonly rows: number;
  readonly cols: number;
}

export function cellAt(grid: Grid, index: number, width: number, height: number): Cell {
  const row = Math.floor(index / grid.cols);
  const col = index % grid.cols;
  const x = Math.round((col * width) / grid.cols);
  const y = Math.round((row * height) / grid.rows);
  return { x, y, width: Math.round(((col + 1) * width) / grid.cols) - x, height: Math.round(((row + 1) * height) / grid.rows) - y };
}

/** The place under a point of the picture; null outside. */
export function placeAt(grid: Grid, x: number, y: number, width: number, height: number): number | null {
  if (x < 0 || y < 0 || x >= width || y >= height) return null;
  return Math.floor((y * grid.rows) / height) * grid.cols + Math.floor((x * grid.cols) / width);
}

/** Weights that stand before the places of the picture (a class token) are left out. */
export function placesOf(weights: readonly number[], grid: Grid): readonly number[] {
  const places = grid.rows * grid.cols;
  return weights.length > places ? weights.slice(weights.length - places) : weights;
}

/** Spreads the weights of a grid smoothly over the pixels of a picture: bilinear between the middles of the places. */
export function spread(weights: readonly number[], grid: Grid, width: number, height: number): Float32Array {
  const out = new Float32Array(width * height);
  const at = (row: number, col: number) => {
    const r = Math.min(grid.rows - 1, Math.max(0, row));
    const c = Math.min(grid.cols - 1, Math.max(0, col));
    return weights[r * grid.cols + c] ?? 0;
  };
  for (let y = 0; y < height; y++) {
    const v = ((y + 0.5) * grid.rows) / height - 0.5;
    const row = Math.floor(v);
    const down = v - row;
    for (let x = 0; x < width; x++) {
      const u = ((x + 0.5) * grid.cols) / width - 0.5;
      const col = Math.floor(u);
      const right = u - col;
      const upper = at(row, col) * (1 - right) + at(row, col + 1) * right;
      const lower = at(row + 1, col) * (1 - right) + at(row + 1, col + 1) * right;
      out[y * width + x] = upper * (1 - down) + lower * down;
    }
  }
  return out;
}

/**
 * Lays weights over a picture, in place: the picture turns grey and dim, and glows where the model looks.
 *
 * @param pixels RGBA, row by row
 * @param weights one a pixel
 * @param range from the weight that stays dark to the one that glows fully
 */
export function glow(pixels: Uint8ClampedArray, weights: Float32Array, range: HeatRange): void {
  for (let i = 0; i < weights.length; i++) {
    const p = i * 4;
    const grey = 0.299 * (pixels[p] ?? 0) + 0.587 * (pixels[p + 1] ?? 0) + 0.114 * (pixels[p + 2] ?? 0);
    const index = heatIndex(weights[i] ?? 0, range);
    const heat = index / 255;
    const from = index * 3;
    // The light of the heat on what the picture shows: ink stays visible in the brightest and in the darkest places.
    const base = 10 + grey * (0.52 - 0.2 * heat);
    for (let c = 0; c < 3; c++) {
      const warm = HEAT[from + c] ?? 0;
      pixels[p + c] = base + warm * (0.3 + 0.45 * heat + (grey / 255) * 0.25 * heat);
    }
  }
}
