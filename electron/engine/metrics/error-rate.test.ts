import { describe, expect, it } from 'vitest';
import { characterErrorRate, type ErrorRate, wordErrorRate } from './error-rate';
import golden from './golden/error-rate.json';

function expectCounts(result: ErrorRate, [rate = Number.NaN, ...counts]: readonly number[]): void {
  expect([result.hits, result.substitutions, result.insertions, result.deletions]).toEqual(counts);
  expect(result.rate).toBeCloseTo(rate, 9);
}

describe('word and character error rate', () => {
  it.each(golden)('equal jiwer’s, with every kind of change', ({ references, hypotheses, words, characters }) => {
    expectCounts(wordErrorRate(references, hypotheses), words);
    const texts = (all: readonly (readonly string[])[]): string[] => all.map((tokens) => tokens.join(' '));
    expectCounts(characterErrorRate(texts(references), texts(hypotheses)), characters);
  });

  it('of no words is the number that was put in', () => {
    expect(wordErrorRate([[]], [['a', 'b']])).toEqual({ rate: 2, hits: 0, substitutions: 0, insertions: 2, deletions: 0 });
    expect(wordErrorRate([[]], [[]]).rate).toBe(0);
    expect(wordErrorRate([], []).rate).toBe(0);
    expect(wordErrorRate([['a', 'b']], [[]])).toMatchObject({ rate: 1, deletions: 2 });
  });

  it('counts a character outside the first plane once', () => {
    expect(characterErrorRate(['a😀b'], ['a😁b'])).toMatchObject({ substitutions: 1, hits: 2 });
  });
});
