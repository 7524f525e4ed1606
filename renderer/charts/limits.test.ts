import { expect, it } from 'vitest';
import { limitsOf } from './limits';

it('leaves room around the values, but none below zero or above the whole', () => {
  const [low, high] = limitsOf([1, 2], false);
  expect([low, high]).toEqual([expect.closeTo(0.92), expect.closeTo(2.08)]);
  expect(limitsOf([0.01, 1], true)).toEqual([0, 1.005]);
  expect(limitsOf([-1, 1], false)[0]).toBeLessThan(-1);
  expect(limitsOf(null, false)).toEqual([0, 1]);
  const [under, over] = limitsOf([3, 3], false);
  expect(over).toBeGreaterThan(under);
  expect(limitsOf([0.5, 0.5], true)).toEqual([expect.closeTo(0.49), expect.closeTo(0.51)]);
});
