import { describe, expect, it } from 'vitest';
import { curveOf, noise } from './curve.test-data';
import { plotData } from './plot-data';

describe('what a chart hands to the drawing', () => {
  it('puts curves with different x on one axis; a gap stays a gap', () => {
    const one = curveOf([
      [1, 10],
      [2, Number.NaN],
      [4, 40],
    ]);
    const other = curveOf([
      [2, 5],
      [3, 6],
    ]);
    const { columns, range, raw } = plotData([one, other], 0, 5, 100);
    expect(columns).toEqual([
      [1, 2, 3, 4],
      [10, null, undefined, 40],
      [undefined, 5, 6, undefined],
    ]);
    expect(range).toEqual([5, 40]);
    expect(raw).toBe(true);
  });

  it('has two points of one curve at the same x', () => {
    expect(
      plotData(
        [
          curveOf([
            [1, 2],
            [1, 3],
          ]),
        ],
        0,
        2,
        10,
      ).columns,
    ).toEqual([
      [1, 1],
      [2, 3],
    ]);
  });

  it('stays bounded by the pixels, however many points there are', () => {
    const pixels = 640;
    const curves = Array.from({ length: 5 }, (_, i) => noise(100_000, i));
    for (const [from, to] of [
      [0, 100_000],
      [30_000, 90_000.5],
      [5, 2000],
    ] as const) {
      const { columns } = plotData(curves, from, to, pixels);
      const [, ...ys] = columns;
      for (const column of ys) expect(column.filter((v) => v !== undefined).length).toBeLessThanOrEqual(2 * pixels + 4);
      expect(columns[0].length).toBeLessThanOrEqual(5 * (2 * pixels + 4));
    }
  });
});
