import { describe, expect, it } from 'vitest';
import { roundLength } from '../../data/round-length';
import { lengthsAround, likelyBatches, roundLengths } from './round-length';

describe('roundLength', () => {
  it('is never shorter, seldom half as long again, and takes few values', () => {
    const seen = new Set<number>();
    for (let length = 1; length <= 4096; length++) {
      const rounded = roundLength(length);
      expect(rounded).toBeGreaterThanOrEqual(length);
      if (length > 16) expect(rounded).toBeLessThan(length * 1.5);
      expect(roundLength(rounded)).toBe(rounded);
      seen.add(rounded);
    }
    expect(seen.size).toBeLessThan(20);
  });

  it('lists what may come next', () => {
    expect(lengthsAround(20)).toEqual([8, 16, 24]);
    expect(lengthsAround(24)).toEqual([8, 16, 24, 32]);
  });
});

it('fills up ids with padding, row by row, and leaves other inputs alone', () => {
  const batch = {
    size: 2,
    feeds: { words: { shape: [2, 3], data: Int32Array.of(1, 2, 3, 4, 5, 0) }, table: { shape: [2, 1], data: Float32Array.of(1, 2) } },
    targets: {},
  };
  const { feeds } = roundLengths(batch, new Set(['words']));
  expect(feeds.words?.shape).toEqual([2, 8]);
  expect([...(feeds.words?.data ?? [])]).toEqual([1, 2, 3, 0, 0, 0, 0, 0, 4, 5, 0, 0, 0, 0, 0, 0]);
  expect(feeds.table).toBe(batch.feeds.table);
});

it('gives several sequences one length', () => {
  const ids = (length: number) => ({ shape: [1, length], data: new Int32Array(length).fill(1) });
  const batch = { size: 1, feeds: { a: ids(3), b: ids(20) }, targets: {} };
  const names = new Set(['a', 'b']);
  expect(Object.values(roundLengths(batch, names).feeds).map((feed) => feed.shape)).toEqual([
    [1, 24],
    [1, 24],
  ]);
  expect(likelyBatches(batch, names).map(({ feeds }) => [feeds.a?.shape[1], feeds.b?.shape[1]])).toEqual([
    [8, 8],
    [16, 16],
    [24, 24],
  ]);
});
