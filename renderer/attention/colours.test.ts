import { describe, expect, it } from 'vitest';
import { fullOf, HEAT, heatIndex, paintMatrix } from './colours';

const lightness = (i: number) => 0.2126 * (HEAT[i * 3] ?? 0) + 0.7152 * (HEAT[i * 3 + 1] ?? 0) + 0.0722 * (HEAT[i * 3 + 2] ?? 0);

describe('colours of attention', () => {
  it('grow lighter with the weight, without exception', () => {
    for (let i = 8; i < 256; i += 8) expect(lightness(i)).toBeGreaterThan(lightness(i - 8));
  });

  it('are bounded, also for weights that are none', () => {
    expect(heatIndex(2, 1)).toBe(255);
    expect(heatIndex(-1, 1)).toBe(0);
    expect(heatIndex(Number.NaN, 1)).toBe(0);
    expect(heatIndex(0.5, 0)).toBe(0);
  });

  it('stand for the largest weight of the row, or of the map', () => {
    const rows = [
      [0.1, 0.2],
      [0.6, 0.8],
    ];
    expect(fullOf(rows, 'row')).toEqual([0.2, 0.8]);
    expect(fullOf(rows, 'global')).toEqual([0.8, 0.8]);
  });

  it('paint one opaque pixel a weight', () => {
    const { width, height, pixels } = paintMatrix([[0, 1, 0.5]], 'row');
    expect([width, height]).toEqual([3, 1]);
    expect([...pixels.slice(4, 7)]).toEqual([...HEAT.slice(255 * 3, 256 * 3)]);
    expect([pixels[3], pixels[7], pixels[11]]).toEqual([255, 255, 255]);
  });
});
