import { describe, expect, it } from 'vitest';
import { accuracyAt, bestThreshold } from './best-threshold';
import { equalErrorRate } from './equal-error-rate';
import golden from './golden/verification.json';

describe('equal error rate', () => {
  it.each(golden)('$eer: is where scikit-learn’s curve crosses', ({ labels, scores, eer, threshold }) => {
    const result = equalErrorRate(labels, scores);
    expect(result.rate).toBeCloseTo(eer, 8);
    expect(result.threshold).toBeCloseTo(threshold, 8);
  });

  it('is undefined where one class alone is there, and refuses NaN', () => {
    expect(equalErrorRate([1, 1], [0, 1])).toEqual({ rate: Number.NaN, threshold: Number.NaN });
    expect(() => equalErrorRate([1, 0], [0, Number.NaN])).toThrow(/not a number/);
  });
});

describe('the threshold that is best on validation', () => {
  it.each(golden)('reaches the greatest accuracy that any threshold does: $accuracy', ({ labels, scores, accuracy }) => {
    const best = bestThreshold(labels, scores);
    expect(best.accuracy).toBeCloseTo(accuracy, 9);
    expect(accuracyAt(labels, scores, best.threshold)).toBe(best.accuracy);
  });

  it('lies midway between the scores seen', () => {
    expect(bestThreshold([0, 0, 1], [0.1, 0.2, 0.6])).toEqual({ threshold: 0.4, accuracy: 1 });
  });

  it('separates what lies as near as numbers can, or infinitely far', () => {
    const next = 1 + Number.EPSILON;
    const near = bestThreshold([0, 1], [1, next]);
    expect(accuracyAt([0, 1], [1, next], near.threshold)).toBe(1);
    const far = bestThreshold([0, 1], [Number.NEGATIVE_INFINITY, 3]);
    expect(far).toEqual({ threshold: 3, accuracy: 1 });
  });

  it('takes nothing where that is best, everything where all are true', () => {
    expect(bestThreshold([0, 0], [0.5, 0.9])).toEqual({ threshold: Number.POSITIVE_INFINITY, accuracy: 1 });
    expect(bestThreshold([1, 1], [0.5, 0.9])).toEqual({ threshold: 0.5, accuracy: 1 });
    expect(bestThreshold([], [])).toEqual({ threshold: Number.NaN, accuracy: Number.NaN });
  });
});
