import { expect, test } from 'vitest';
import { judgeOverhead } from './overhead.mjs';

test('the median of the pairs decides, not the worst of them', () => {
  const little = judgeOverhead([
    { plain: 100, loaded: 99 },
    { plain: 200, loaded: 180 },
    { plain: 100, loaded: 101 },
  ]);
  expect(little.loss_percent).toBeCloseTo(1, 9);
  expect(little.verdict).toBe('PASS');
  expect(little.text).toContain('(3 pairs, -1.0 to 10.0 %): PASS');
  expect(judgeOverhead([{ plain: 100, loaded: 97 }]).verdict).toBe('MISS');
});
