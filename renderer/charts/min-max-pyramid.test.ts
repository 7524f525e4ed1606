import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MinMaxPyramid } from './min-max-pyramid';

const value = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: -5, max: 5 }) },
  { weight: 2, arbitrary: fc.double() },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Infinity, -Infinity) },
);

function pyramidOf(values: readonly number[]): MinMaxPyramid {
  const pyramid = new MinMaxPyramid();
  for (const v of values) pyramid.push(v);
  return pyramid;
}

/** Reads every value. */
function bruteForce(values: readonly number[], from: number, to: number) {
  let extent: { low: number; high: number } | null = null;
  for (let i = Math.max(0, from); i < Math.min(to, values.length); i++) {
    const v = values[i] ?? Number.NaN;
    if (!Number.isFinite(v)) continue;
    extent = {
      low: extent && (values[extent.low] ?? 0) <= v ? extent.low : i,
      high: extent && (values[extent.high] ?? 0) >= v ? extent.high : i,
    };
  }
  return extent;
}

describe('a pyramid of extremes', () => {
  it('knows the extremes of any range, as a look at every value does', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 300 }), fc.nat(320), fc.nat(320), (values, from, to) => {
        expect(pyramidOf(values).extent(from, to)).toEqual(bruteForce(values, from, to));
      }),
      { numRuns: 1000 },
    );
  });

  it('forgets the end and goes on, as if it had never been', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 100 }), fc.nat(110), fc.array(value, { maxLength: 100 }), (values, kept, more) => {
        const pyramid = pyramidOf(values);
        pyramid.truncate(kept);
        for (const v of more) pyramid.push(v);
        const all = [...values.slice(0, kept), ...more];
        expect([...pyramid.view()]).toEqual(all);
        for (let from = 0; from < all.length; from += 7)
          expect(pyramid.extent(from, all.length)).toEqual(bruteForce(all, from, all.length));
      }),
    );
  });

  it('is not moved by gaps, and has no extreme in a range of gaps', () => {
    const pyramid = pyramidOf([Number.NaN, 3, Number.NaN, 1, Infinity, Number.NaN]);
    expect(pyramid.extent(0, 6)).toEqual({ low: 3, high: 1 });
    expect(pyramid.extent(4, 6)).toBeNull();
    expect(pyramid.extent(2, 2)).toBeNull();
  });

  it('knows the extremes of each of a thousand pixels over a hundred thousand values', () => {
    const values = Array.from({ length: 100_000 }, (_, i) => Math.sin(i * 0.37) * (i % 977));
    const pyramid = pyramidOf(values);
    for (let pixel = 0; pixel < 1000; pixel++) {
      const [from, to] = [pixel * 99 + 7, pixel * 99 + 106];
      expect(pyramid.extent(from, to)).toEqual(bruteForce(values, from, to));
    }
  });
});
