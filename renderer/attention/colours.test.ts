import { describe, expect, it } from 'vitest';
import { HEAT, heatIndex, paintMatrix, rangeOf, rangesOf } from './colours';

const lightness = (i: number) => 0.2126 * (HEAT[i * 3] ?? 0) + 0.7152 * (HEAT[i * 3 + 1] ?? 0) + 0.0722 * (HEAT[i * 3 + 2] ?? 0);

describe('colours of attention', () => {
  it('grow lighter with the weight, without exception', () => {
    for (let i = 8; i < 256; i += 8) expect(lightness(i)).toBeGreaterThan(lightness(i - 8));
  });

  it('are bounded, also for weights that are none', () => {
    expect(heatIndex(2, { low: 0, high: 1 })).toBe(255);
    expect(heatIndex(-1, { low: 0, high: 1 })).toBe(0);
    expect(heatIndex(Number.NaN, { low: 0, high: 1 })).toBe(0);
    expect(heatIndex(3, { low: 2, high: 4 })).toBe(128);
  });

  it('show a flat map as what it is', () => {
    expect(heatIndex(1, { low: 1, high: 1 })).toBe(255);
    expect(heatIndex(0.02, { low: 0.02, high: 0.02 })).toBe(5);
    expect(rangeOf([])).toEqual({ low: 0, high: 0 });
  });

  it('reach over the row, or over the whole map', () => {
    const rows = [
      [0.1, 0.2],
      [0.6, 0.8],
    ];
    expect(rangesOf(rows, 'row')).toEqual([
      { low: 0.1, high: 0.2 },
      { low: 0.6, high: 0.8 },
    ]);
    expect(rangesOf(rows, 'global')).toEqual([
      { low: 0.1, high: 0.8 },
      { low: 0.1, high: 0.8 },
    ]);
  });

  it('paint one opaque pixel a weight', () => {
    const { width, height, pixels } = paintMatrix([[0, 1, 0.5]], 'row');
    expect([width, height]).toEqual([3, 1]);
    expect([...pixels.slice(4, 7)]).toEqual([...HEAT.slice(255 * 3, 256 * 3)]);
    expect([pixels[3], pixels[7], pixels[11]]).toEqual([255, 255, 255]);
  });
});
