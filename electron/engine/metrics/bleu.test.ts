import { describe, expect, it } from 'vitest';
import { bleu } from './bleu';
import golden from './golden/bleu.json';

describe('BLEU', () => {
  it.each(golden)('$score: equals sacrebleu’s given the same tokens', ({ references, hypotheses, score, precisions, bp, lengths }) => {
    const result = bleu(references, hypotheses);
    expect(result.score).toBeCloseTo(score, 7);
    expect(result.brevityPenalty).toBeCloseTo(bp, 9);
    expect([result.hypothesisLength, result.referenceLength]).toEqual(lengths);
    for (const [i, precision] of result.precisions.entries()) expect(precision).toBeCloseTo(precisions[i] ?? Number.NaN, 7);
  });

  it('is 0 of nothing', () => {
    expect(bleu([], []).score).toBe(0);
  });

  it('wants a reference for every sentence', () => {
    expect(() => bleu([[]], [['a']])).toThrow(/sentence 0 has no reference/);
    expect(() => bleu([[['a']]], [])).toThrow(/do not belong together/);
  });
});
