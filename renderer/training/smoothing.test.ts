import { describe, expect, it } from 'vitest';
import { smooth, smoothingFor } from './smoothing';

describe('smoothing', () => {
  it('keeps a constant, from the first value on', () => {
    for (const value of smooth([3, 3, 3, 3], 0.9)) expect(value).toBeCloseTo(3, 12);
  });

  it('is the values themselves with weight 0', () => {
    expect([...smooth([1, 5, 2], 0)]).toEqual([1, 5, 2]);
  });

  it('follows the debiased average', () => {
    const [first, second] = smooth([1, 2], 0.5);
    expect(first).toBe(1);
    expect(second).toBeCloseTo((0.25 * 1 + 0.5 * 2) / 0.75, 12);
  });

  it('leaves NaN as a hole that pulls nothing along', () => {
    const out = smooth([2, Number.NaN, 2], 0.8);
    expect(out[1]).toBeNaN();
    expect(out[2]).toBeCloseTo(2, 12);
  });

  it('grows with the number of steps and stays below 1', () => {
    expect(smoothingFor(5)).toBe(0);
    expect(smoothingFor(1_000)).toBeLessThan(smoothingFor(5_000));
    expect(smoothingFor(1e9)).toBeLessThan(1);
  });
});
