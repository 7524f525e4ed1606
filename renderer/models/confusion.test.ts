import { describe, expect, it } from 'vitest';
import { accuracyOf, mistakesOf, moveInMatrix, partsOfRows } from './confusion';

const confusion = [
  [8, 2, 0],
  [1, 9, 0],
  [0, 0, 0],
];

describe('the confusion matrix', () => {
  it('finds the most frequent mistakes', () => {
    expect(mistakesOf(confusion, 5)).toEqual([
      { actual: 0, predicted: 1, count: 2 },
      { actual: 1, predicted: 0, count: 1 },
    ]);
    expect(mistakesOf(confusion, 1)).toHaveLength(1);
  });

  it('takes parts of what truly is of a class, also of none', () => {
    expect(partsOfRows(confusion)).toEqual([
      [0.8, 0.2, 0],
      [0.1, 0.9, 0],
      [0, 0, 0],
    ]);
    expect(accuracyOf(confusion)).toBe(17 / 20);
    expect(accuracyOf([[0]])).toBeNaN();
  });

  it('is walked with the arrow keys and not left', () => {
    expect(moveInMatrix({ row: 0, column: 0 }, 'ArrowUp', 3)).toEqual({ row: 0, column: 0 });
    expect(moveInMatrix({ row: 0, column: 0 }, 'ArrowRight', 3)).toEqual({ row: 0, column: 1 });
    expect(moveInMatrix({ row: 2, column: 0 }, 'End', 3)).toEqual({ row: 2, column: 2 });
    expect(moveInMatrix({ row: 0, column: 0 }, 'a', 3)).toBeNull();
  });
});
