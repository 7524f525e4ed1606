import { describe, expect, it } from 'vitest';
import { cellAt, glow, placeAt, placesOf, spread } from './overlay';

const grid = { rows: 7, cols: 7 };

describe('attention over a picture', () => {
  it('covers every pixel exactly once, whatever the size', () => {
    for (const [width, height] of [
      [28, 28],
      [30, 19],
      [224, 224],
    ] as const) {
      const seen = new Uint8Array(width * height);
      for (let i = 0; i < 49; i++) {
        const cell = cellAt(grid, i, width, height);
        for (let y = cell.y; y < cell.y + cell.height; y++)
          for (let x = cell.x; x < cell.x + cell.width; x++) seen[y * width + x] = (seen[y * width + x] ?? 0) + 1;
      }
      expect(seen.every((n) => n === 1)).toBe(true);
    }
  });

  it('finds the place under the pointer', () => {
    expect(placeAt(grid, 0, 0, 140, 140)).toBe(0);
    expect(placeAt(grid, 139, 139, 140, 140)).toBe(48);
    expect(placeAt(grid, 21, 0, 140, 140)).toBe(1);
    expect(placeAt(grid, 0, 21, 140, 140)).toBe(7);
    expect(placeAt(grid, 140, 0, 140, 140)).toBeNull();
    for (let i = 0; i < 49; i++) {
      const cell = cellAt(grid, i, 140, 140);
      expect(placeAt(grid, cell.x + cell.width / 2, cell.y + cell.height / 2, 140, 140)).toBe(i);
    }
  });

  it('keeps a planted place the brightest, and a flat map flat', () => {
    const weights = new Array<number>(49).fill(0.01);
    weights[10] = 0.52;
    const pixels = spread(weights, grid, 28, 28);
    const peak = pixels.indexOf(Math.max(...pixels));
    expect(placeAt(grid, peak % 28, Math.floor(peak / 28), 28, 28)).toBe(10);
    for (const value of spread(new Array<number>(49).fill(0.25), grid, 28, 28)) expect(value).toBeCloseTo(0.25, 6);
  });

  it('leaves a class token out', () => {
    expect(placesOf([9, 1, 2, 3, 4], { rows: 2, cols: 2 })).toEqual([1, 2, 3, 4]);
    expect(placesOf([1, 2, 3, 4], { rows: 2, cols: 2 })).toEqual([1, 2, 3, 4]);
  });

  it('glows more where more is looked at, and keeps the ink visible', () => {
    const pixels = new Uint8ClampedArray([0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255, 255]);
    glow(pixels, Float32Array.from([0, 1, 1]), { low: 0, high: 1 });
    const light = (i: number) => (pixels[i * 4] ?? 0) + (pixels[i * 4 + 1] ?? 0) + (pixels[i * 4 + 2] ?? 0);
    expect(light(1)).toBeGreaterThan(light(0) + 100);
    expect(light(2)).toBeGreaterThan(light(1) + 100);
  });
});
