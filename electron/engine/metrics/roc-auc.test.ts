import { describe, expect, it } from 'vitest';
import { StudioError } from '../../../shared/studio-error';
import golden from './golden/roc-auc.json';
import { rocAuc, rocAucMacro } from './roc-auc';
import { rocCurve } from './roc-curve';

describe('area under the ROC curve', () => {
  it.each(golden.binary)('of two classes equals scikit-learn’s, ties included', ({ labels, scores, auc }) => {
    expect(rocAuc(Int32Array.from(labels), Float64Array.from(scores))).toBeCloseTo(auc, 9);
  });

  it.each(golden.macro)('of several, each against the rest, equals scikit-learn’s', ({ labels, scores, auc }) => {
    expect(rocAucMacro(labels, scores, 3)).toBeCloseTo(auc, 9);
  });

  it.each(golden.curves)('comes from the points of scikit-learn’s curve', ({ labels, scores, fpr, tpr, thresholds }) => {
    const { points, positives, negatives } = rocCurve(labels, scores);
    expect(points.map((point) => point.threshold)).toEqual([Number.POSITIVE_INFINITY, ...thresholds]);
    for (const [i, point] of points.entries()) {
      expect(point.falsePositives / negatives).toBeCloseTo(fpr[i] ?? Number.NaN, 9);
      expect(point.truePositives / positives).toBeCloseTo(tpr[i] ?? Number.NaN, 9);
    }
  });

  it('is undefined where one class alone is there, or nothing', () => {
    expect(rocAuc([1, 1], [0.2, 0.3])).toBeNaN();
    expect(rocAuc([0], [0.2])).toBeNaN();
    expect(rocAuc([], [])).toBeNaN();
    expect(rocAucMacro([0, 1], [0.5, 0.5, 0, 0.5, 0.5, 0], 3)).toBeNaN();
  });

  it('is exact, whatever the number of ties', () => {
    const labels = Array.from({ length: 3001 }, (_, i) => (i % 3) % 2);
    expect(rocAuc(labels, new Float32Array(3001))).toBe(0.5);
  });

  it('orders infinite scores, and refuses NaN', () => {
    expect(rocAuc([0, 1, 1], [Number.NEGATIVE_INFINITY, 0, Number.POSITIVE_INFINITY])).toBe(1);
    expect(() => rocAuc([0, 1], [0.1, Number.NaN])).toThrow(StudioError);
    expect(() => rocAuc([0, 1], [0.1, Number.NaN])).toThrow(/score 2 of 2 is not a number/);
    expect(() => rocAuc([0, 2], [0.1, 0.2])).toThrow(/label 1 is 2/);
  });
});
