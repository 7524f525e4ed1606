import { describe, expect, it } from 'vitest';
import golden from './golden/ranking.json';
import { meanReciprocalRank, ndcgAt, recallAt } from './ranking';

describe('ranking', () => {
  it.each(golden)('of $items items equals scikit-learn’s NDCG, and recall and reciprocal rank over all orders of ties', (c) => {
    for (const { k, value } of c.recall) expect(recallAt(c.relevance, c.scores, c.items, k)).toBeCloseTo(value, 8);
    for (const { k, value } of c.ndcg) expect(ndcgAt(c.relevance, c.scores, c.items, k)).toBeCloseTo(value, 8);
    expect(meanReciprocalRank(c.relevance, c.scores, c.items)).toBeCloseTo(c.mrr, 8);
  });

  it('gives a model that knows nothing what chance gives', () => {
    const relevance = [0, 0, 0, 1];
    expect(recallAt(relevance, new Float32Array(4), 4, 1)).toBe(0.25);
    expect(meanReciprocalRank(relevance, new Float32Array(4), 4)).toBeCloseTo((1 + 1 / 2 + 1 / 3 + 1 / 4) / 4, 12);
  });

  it('counts a question without a relevant item 0; of no questions it is undefined', () => {
    for (const metric of [recallAt, ndcgAt]) {
      expect(metric([0, 0], [1, 2], 2, 1)).toBe(0);
      expect(metric([], [], 2, 1)).toBeNaN();
    }
    expect(meanReciprocalRank([0, 0], [1, 2], 2)).toBe(0);
    expect(meanReciprocalRank([], [], 2)).toBeNaN();
  });

  it('refuses NaN', () => {
    expect(() => recallAt([1, 0], [Number.NaN, 1], 2, 1)).toThrow(/score 1 of 2 is not a number/);
    expect(() => ndcgAt([-1, 0], [0, 1], 2, 1)).toThrow(/below 0/);
  });
});
