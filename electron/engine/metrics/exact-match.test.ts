import { describe, expect, it } from 'vitest';
import { exactMatch } from './exact-match';

describe('exact match', () => {
  it('counts sequences that are whole and without a fault', () => {
    const references = [[1, 2], [3], [], [4, 5]];
    expect(exactMatch(references, [[1, 2], [3, 3], [], [4]])).toBe(0.5);
    expect(exactMatch([['a']], [['a']])).toBe(1);
  });

  it('is undefined of nothing', () => {
    expect(exactMatch([], [])).toBeNaN();
    expect(() => exactMatch([[1]], [])).toThrow(/do not belong together/);
  });
});
