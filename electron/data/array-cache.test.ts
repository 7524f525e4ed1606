import { expect, it } from 'vitest';
import { ArrayCache } from './array-cache';

it('keeps what was used last, within its bytes', () => {
  const cache = new ArrayCache(100);
  for (let index = 0; index < 5; index++) cache.set(index, new Uint8Array(20).fill(index));
  expect(cache.get(0)?.[0]).toBe(0);
  cache.set(5, new Uint8Array(30));
  expect(cache.bytes).toBeLessThanOrEqual(100);
  expect([0, 1, 2, 3, 4, 5].filter((index) => cache.get(index))).toEqual([0, 3, 4, 5]);
  cache.set(3, new Uint8Array(10));
  expect(cache.bytes).toBe(80);
});

it('does not throw everything out for a picture that is too large', () => {
  const cache = new ArrayCache(100);
  cache.set(0, new Uint8Array(90));
  cache.set(1, new Uint8Array(101));
  expect([cache.get(0)?.length, cache.get(1)]).toEqual([90, undefined]);
});
