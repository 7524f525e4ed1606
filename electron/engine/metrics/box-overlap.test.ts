import { describe, expect, it } from 'vitest';
import { boxOverlap, generalisedOverlap } from './box-overlap';

describe('overlap of boxes', () => {
  it('is the common part of the whole', () => {
    expect(boxOverlap([0, 0, 2, 2], [1, 1, 3, 3])).toBeCloseTo(1 / 7, 12);
    expect(boxOverlap([0, 0, 2, 2], [0, 0, 2, 2])).toBe(1);
    expect(boxOverlap([0, 0, 1, 1], [1, 0, 2, 1])).toBe(0);
    expect(boxOverlap([0, 0, 0, 0], [0, 0, 0, 0])).toBe(0);
  });

  it('generalised falls on below 0 as boxes part', () => {
    expect(generalisedOverlap([0, 0, 2, 2], [1, 1, 3, 3])).toBeCloseTo(1 / 7 - 2 / 9, 12);
    expect(generalisedOverlap([0, 0, 1, 1], [1, 0, 2, 1])).toBe(0);
    expect(generalisedOverlap([0, 0, 1, 1], [9, 0, 10, 1])).toBeCloseTo(-0.8, 12);
    expect(generalisedOverlap([1, 1, 1, 1], [1, 1, 1, 1])).toBe(0);
  });
});
