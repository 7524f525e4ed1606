import { describe, expect, it } from 'vitest';
import type { Box } from '../metrics/box-overlap';
import golden from './golden/suppression.json';
import { nonMaximumSuppression, nonMaximumSuppressionByClass } from './non-maximum-suppression';

const boxOf = ([left = 0, top = 0, right = 0, bottom = 0]: readonly number[]): Box => [left, top, right, bottom];

describe('non-maximum suppression', () => {
  it.each(golden)('above $overlap keeps what TensorFlow keeps', ({ boxes, scores, kept, ...options }) => {
    expect(nonMaximumSuppression(boxes.map(boxOf), scores, options)).toEqual(kept);
  });

  it('by class keeps of each what it keeps alone', () => {
    const boxes: Box[] = [
      [0, 0, 10, 10],
      [0, 0, 10, 10],
      [1, 0, 11, 10],
      [50, 50, 60, 60],
    ];
    const [scores, classes] = [
      [0.5, 0.9, 0.8, 0.7],
      [0, 1, 1, 0],
    ];
    const options = { overlap: 0.5, score: 0, most: 10 };
    expect(nonMaximumSuppression(boxes, scores, options)).toEqual([1, 3]);
    expect(nonMaximumSuppressionByClass(boxes, scores, classes, options)).toEqual([1, 3, 0]);
    expect(nonMaximumSuppressionByClass(boxes, scores, classes, { ...options, most: 2 })).toEqual([1, 3]);
  });

  it('keeps nothing of nothing, and refuses NaN', () => {
    const options = { overlap: 0.5, score: 0, most: 10 };
    expect(nonMaximumSuppression([], [], options)).toEqual([]);
    expect(() => nonMaximumSuppression([[0, 0, 1, 1]], [Number.NaN], options)).toThrow(/not a number/);
    expect(() => nonMaximumSuppression([[0, 0, 1, 1]], [], options)).toThrow(/1 boxes, 0 scores/);
  });
});
