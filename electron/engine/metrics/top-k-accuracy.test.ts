import { describe, expect, it } from 'vitest';
import golden from './golden/top-k-accuracy.json';
import { topKAccuracy } from './top-k-accuracy';

describe('top-k accuracy', () => {
  it.each(golden)('of $k equals scikit-learn’s', ({ labels, scores, classes, k, accuracy }) => {
    expect(topKAccuracy(labels, Float32Array.from(scores), classes, k)).toBeCloseTo(accuracy, 9);
  });

  it('gives equal scores to the lower class, as the accuracy does', () => {
    expect(topKAccuracy([0, 1, 2], new Float32Array(9), 3, 1)).toBeCloseTo(1 / 3, 12);
    expect(topKAccuracy([0, 1, 2], new Float32Array(9), 3, 2)).toBeCloseTo(2 / 3, 12);
  });

  it('is undefined of no samples, and refuses NaN', () => {
    expect(topKAccuracy([], [], 3, 1)).toBeNaN();
    expect(() => topKAccuracy([0], [0, Number.NaN], 2, 1)).toThrow(/not a number/);
    expect(() => topKAccuracy([0, 1], [0, 1], 2, 1)).toThrow(/2 labels, 1 rows/);
    expect(() => topKAccuracy([0], [0, 1], 2, 0)).toThrow();
  });
});
