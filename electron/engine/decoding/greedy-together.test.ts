import { expect, it } from 'vitest';
import { seededBits } from '../epoch-order';
import { greedyTogether } from './greedy-together';
import { greedySearch } from './token-search';

const END = 0;
const WORDS = 6;

/** Of a sequence `row` with these tokens so far: made up, but always the same; some words are forbidden. */
function logs(row: number, tokens: readonly number[]): Float64Array {
  const bits = seededBits(row, 'search', tokens.reduce((sum, token) => sum * 7 + token + 1, 0) % 10_007);
  return Float64Array.from({ length: WORDS }, () => (bits() % 5 === 0 ? Number.NEGATIVE_INFINITY : -(bits() / 2 ** 31)));
}

it('writes each sequence as it would be written alone', () => {
  const together = greedyTogether({ count: 40, end: END, longest: 9, next: (all) => all.map((tokens, row) => logs(row, tokens)) });
  const alone = Array.from({ length: 40 }, (_, row) =>
    greedySearch({
      start: null,
      end: END,
      longest: 9,
      next: (live) => live.map(({ tokens }) => ({ logs: logs(row, tokens), state: null })),
    }),
  );
  expect(together).toEqual(alone);
  expect(new Set(together.map(({ tokens }) => tokens.length)).size).toBeGreaterThan(3);
});

it('ends where everything is forbidden, and asks no more when all have ended', () => {
  let asked = 0;
  const next = (all: readonly (readonly number[])[]) => {
    asked++;
    return all.map((tokens, row) =>
      row === 0 ? [-1, -2] : tokens.length === 0 ? [Number.NEGATIVE_INFINITY, -1] : [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY],
    );
  };
  const found = greedyTogether({ count: 2, end: END, longest: 9, next });
  expect(found.map(({ tokens, ended }) => ({ tokens, ended }))).toEqual([
    { tokens: [END], ended: true },
    { tokens: [1], ended: false },
  ]);
  expect(asked).toBe(2);
});
