import { describe, expect, it } from 'vitest';
import { intervalCoverage } from './interval-coverage';

describe('interval coverage', () => {
  it('counts what lies within, ends included, and tells the mean width', () => {
    expect(intervalCoverage([1, 2, 3, 4], [0, 2, 4, 0], [2, 5, 5, 4])).toEqual({ coverage: 0.75, width: 2.5 });
  });

  it('lets crossed ends cover nothing', () => {
    expect(intervalCoverage([1], [2], [0])).toEqual({ coverage: 0, width: -2 });
  });

  it('is undefined of no samples, and refuses NaN', () => {
    expect(intervalCoverage([], [], [])).toEqual({ coverage: Number.NaN, width: Number.NaN });
    expect(() => intervalCoverage([1], [Number.NaN], [2])).toThrow(/lower end 1 of 1 is not a number/);
  });
});
