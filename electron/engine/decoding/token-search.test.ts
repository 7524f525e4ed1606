import { describe, expect, it } from 'vitest';
import { beamSearch, greedySearch, type TokenSearch } from './token-search';

const END = 0;

/** A language whose next token hangs on the last two: [last but one][last] → logarithms. The state is the last two. */
function language(seed: number, tokens: number, longest: number): TokenSearch<readonly [number, number]> {
  const table = Array.from({ length: tokens * tokens }, (_, i) => {
    const weights = Array.from({ length: tokens }, (_, k) => Math.abs(Math.sin(seed * 91.7 + i * 12.9898 + k * 78.233) * 43758.5453) % 1);
    const sum = weights.reduce((a, b) => a + b, 0);
    return weights.map((weight) => Math.log(weight / sum));
  });
  return {
    start: [1, 1],
    end: END,
    longest,
    next: (hypotheses) =>
      hypotheses.map(({ tokens: written, state }) => {
        const last = written.at(-1) ?? 1;
        const now = [state[1], last] as const;
        return { logs: table[now[0] * tokens + now[1]] ?? [], state: now };
      }),
  };
}

/** Every sequence, finished or cut off, with its probability. */
function everySequence<State>(search: TokenSearch<State>): { tokens: number[]; log: number }[] {
  const found: { tokens: number[]; log: number }[] = [];
  const go = (tokens: number[], log: number, state: State): void => {
    if (tokens.at(-1) === END || tokens.length === search.longest) {
      found.push({ tokens, log });
      return;
    }
    const [given] = search.next([{ tokens, logProbability: log, state }]);
    if (!given) return;
    for (let token = 0; token < given.logs.length; token++) go([...tokens, token], log + (given.logs[token] ?? 0), given.state);
  };
  go([], 0, search.start);
  return found;
}

describe('search for tokens', () => {
  it.each([1, 2, 3, 4, 5])('a beam that holds everything finds the best of all sequences (language %i)', (seed) => {
    const search = language(seed, 3, 5);
    for (const alpha of [0, 0.8]) {
      const all = everySequence(search).map(({ tokens, log }) => ({ tokens, score: log / ((5 + tokens.length) / 6) ** alpha }));
      const best = all.sort((a, b) => b.score - a.score).slice(0, 5);
      const found = beamSearch(search, 400, alpha);
      expect(found).toHaveLength(all.length);
      for (const [i, { tokens, score }] of best.entries()) {
        expect(found[i]?.tokens).toEqual(tokens);
        expect(found[i]?.score).toBeCloseTo(score, 10);
      }
    }
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('with a width of 1 is greedy (language %i)', (seed) => {
    const search = language(seed, 5, 9);
    expect(beamSearch(search, 1)).toEqual([greedySearch(search)]);
  });

  it('greedy takes the likeliest token each time', () => {
    const search = language(3, 4, 6);
    const { tokens } = greedySearch(search);
    let state = search.start;
    for (let i = 0; i < tokens.length; i++) {
      const [given] = search.next([{ tokens: tokens.slice(0, i), logProbability: 0, state }]);
      if (!given) throw new Error('no answer');
      const logs = Array.from(given.logs);
      expect(tokens[i]).toBe(logs.indexOf(Math.max(...logs)));
      state = given.state;
    }
  });

  it('finds behind an unlikely first token what greedy misses', () => {
    const logs: Record<string, number[]> = { '': [0.001, 0.5, 0.499], '1': [0.4, 0.3, 0.3], '2': [0.98, 0.01, 0.01] };
    const search: TokenSearch<null> = {
      start: null,
      end: END,
      longest: 3,
      next: (all) => all.map(({ tokens }) => ({ logs: (logs[tokens.join()] ?? [1 / 3, 1 / 3, 1 / 3]).map(Math.log), state: null })),
    };
    expect(greedySearch(search).tokens).toEqual([1, 0]);
    const [best] = beamSearch(search, 2);
    expect(best).toMatchObject({ tokens: [2, 0], ended: true });
    expect(Math.exp(best?.logProbability ?? 0)).toBeCloseTo(0.499 * 0.98, 12);
  });

  it('keeps the beam full where one hypothesis ends', () => {
    const logs: Record<string, number[]> = { '': [0.5, 0.3, 0.2], '1': [0.1, 0.45, 0.45], '2': [0.98, 0.01, 0.01] };
    const search: TokenSearch<null> = {
      start: null,
      end: END,
      longest: 4,
      next: (all) => all.map(({ tokens }) => ({ logs: (logs[tokens.join()] ?? [1, 0, 0]).map(Math.log), state: null })),
    };
    expect(beamSearch(search, 2).map(({ tokens }) => tokens)).toEqual([[0], [2, 0]]);
  });

  it('asks for all hypotheses of a step at once, and no more than the beam is wide', () => {
    const inner = language(2, 6, 5);
    const asked: number[] = [];
    const next: typeof inner.next = (all) => {
      asked.push(all.length);
      return inner.next(all);
    };
    beamSearch({ ...inner, next }, 3);
    expect(asked[0]).toBe(1);
    expect(Math.max(...asked)).toBe(3);
    expect(asked.length).toBeLessThanOrEqual(5);
  });

  it('bears forbidden tokens, and an end that never comes', () => {
    const never: TokenSearch<null> = {
      start: null,
      end: END,
      longest: 4,
      next: (all) => all.map(() => ({ logs: [Number.NEGATIVE_INFINITY, Math.log(0.6), Math.log(0.4)], state: null })),
    };
    expect(greedySearch(never)).toMatchObject({ tokens: [1, 1, 1, 1], ended: false });
    expect(beamSearch(never, 2)[0]).toMatchObject({ tokens: [1, 1, 1, 1], ended: false });
    const stuck = { ...never, next: (all: readonly unknown[]) => all.map(() => ({ logs: [Number.NEGATIVE_INFINITY], state: null })) };
    expect(greedySearch(stuck).tokens).toEqual([]);
    expect(beamSearch(stuck, 2)).toEqual([greedySearch(stuck)]);
  });
});
