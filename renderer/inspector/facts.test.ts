import { describe, expect, it } from 'vitest';
import { bytesInWords, countInWords, sameShapes, shapeInFull, weightName } from './facts';

describe('facts in words', () => {
  it('shapes, counts, bytes', () => {
    expect(shapeInFull(['batch', 49, 64])).toBe('batch × 49 × 64');
    expect(countInWords(9_999)).toBe('9,999');
    expect(countInWords(1_110_000)).toBe('1.11 M');
    expect(bytesInWords(2_300_000)).toBe('2.3 MB');
    expect(bytesInWords(999)).toBe('999 B');
  });

  it('ports of one shape share a line', () => {
    const rows = [
      ['query', '4 × 2'],
      ['key', '4 × 2'],
      ['value', '9'],
    ] as const;
    expect(sameShapes(rows)).toEqual([
      ['query, key', '4 × 2'],
      ['value', '9'],
    ]);
  });

  it('projections as papers write them', () => {
    expect(weightName('query/kernel')).toBe('W_Q');
    expect(weightName('gamma')).toBe('gamma');
  });
});
