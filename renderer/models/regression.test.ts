import { expect, it } from 'vitest';
import { errorsOf, niceTicks } from './regression';

it('measures errors as scikit-learn does', () => {
  // sklearn.metrics on [3, -0.5, 2, 7] and [2.5, 0, 2, 8]: 0.5, sqrt(0.375), 0.9486081370449679
  const pairs = [
    [3, 2.5],
    [-0.5, 0],
    [2, 2],
    [7, 8],
  ] as const;
  const errors = errorsOf(pairs.map(([actual, predicted], index) => ({ index, actual, predicted })));
  expect(errors.mae).toBe(0.5);
  expect(errors.rmse).toBeCloseTo(Math.sqrt(0.375), 12);
  expect(errors.r2).toBeCloseTo(0.9486081370449679, 12);
});

it('has no R² where all values are the same', () => {
  expect(errorsOf([{ index: 0, actual: 2, predicted: 1 }]).r2).toBeNaN();
  expect(errorsOf([]).mae).toBeNaN();
});

it('chooses round ticks', () => {
  expect(niceTicks(0, 346, 5)).toEqual([0, 100, 200, 300]);
  expect(niceTicks(-0.3, 0.3, 4)).toEqual([-0.2, 0, 0.2]);
  expect(niceTicks(5, 5, 4)).toEqual([5]);
});
