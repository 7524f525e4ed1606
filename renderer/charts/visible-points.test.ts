import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curveOf, noise } from './curve.test-data';
import { visiblePoints } from './visible-points';

/** Points whose x rises unevenly, some of them gaps. */
const points = fc
  .array(fc.tuple(fc.double({ min: 0, max: 3, noNaN: true }), fc.oneof(fc.integer({ min: -9, max: 9 }), fc.constant(Number.NaN))), {
    minLength: 1,
    maxLength: 400,
  })
  .map((steps) => {
    let x = 0;
    return steps.map(([step, y]): [number, number] => {
      x += step;
      return [x, y];
    });
  });

describe('the points that a picture needs', () => {
  it('show each pixel its true least and greatest value', () => {
    fc.assert(
      fc.property(points, fc.integer({ min: 1, max: 60 }), fc.double({ min: 0, max: 0.8, noNaN: true }), (all, pixels, start) => {
        const last = all.at(-1)?.[0] ?? 0;
        const [from, to] = [last * start, last * 0.95 + 1e-9];
        if (to <= from) return;
        const shown = visiblePoints(curveOf(all), from, to, pixels);
        expect(shown.points).toEqual([...new Set(shown.points)].sort((a, b) => a - b));
        expect(shown.points.length).toBeLessThanOrEqual(2 * pixels + 4);
        const width = (to - from) / pixels;
        for (let pixel = 0; pixel < pixels; pixel++) {
          const right = pixel === pixels - 1 ? Infinity : from + (pixel + 1) * width;
          const inside = (i: number) => {
            const x = all[i]?.[0] ?? 0;
            return x >= from && x <= to && x < right && (pixel === 0 || x >= from + pixel * width);
          };
          const values = (indices: readonly number[]) => indices.filter(inside).map((i) => all[i]?.[1] ?? Number.NaN);
          const finite = (numbers: readonly number[]) => numbers.filter(Number.isFinite);
          const truth = values(all.map((_, i) => i));
          const drawn = values(shown.points);
          expect(Math.min(...finite(drawn))).toBe(Math.min(...finite(truth)));
          expect(Math.max(...finite(drawn))).toBe(Math.max(...finite(truth)));
          // A pixel of nothing but gaps is one.
          if (truth.length > 0) expect(drawn.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('keep the first and the last in view, and one beyond either edge', () => {
    const { points: shown, raw } = visiblePoints(noise(100_000), 20_000, 80_000, 500);
    expect(raw).toBe(false);
    expect([shown[0], shown[1], shown.at(-2), shown.at(-1)]).toEqual([19_998, 19_999, 79_999, 80_000]);
  });

  it('are all of them once they are few enough for the pixels', () => {
    const { points: shown, raw } = visiblePoints(noise(100_000), 501, 900, 500);
    expect(raw).toBe(true);
    expect(shown).toEqual(Array.from({ length: 402 }, (_, i) => i + 499));
  });

  it('tell the range of what is in view', () => {
    const curve = curveOf([
      [0, 100],
      [1, 2],
      [2, Number.NaN],
      [3, -1],
      [4, -100],
    ]);
    expect(visiblePoints(curve, 0.5, 3.5, 10).range).toEqual([-1, 2]);
    expect(visiblePoints(curve, 0.2, 0.8, 10).range).toEqual([2, 100]);
    expect(visiblePoints(curve, 1.5, 2.5, 10).range).toEqual([-1, 2]);
    expect(visiblePoints(curve, 5, 6, 10).range).toEqual([-100, -100]);
    expect(visiblePoints(curveOf([[1, Number.NaN]]), 0, 2, 10).range).toBeNull();
  });
});
