import { describe, expect, it } from 'vitest';
import { FeatureStore } from './feature-store';

describe('features in memory', () => {
  it('are kept up to a budget, first come first kept', () => {
    const store = new FeatureStore(2 * 8);
    for (const sample of [4, 7, 9]) store.offer('a', sample, Float32Array.of(sample, 1));
    expect([4, 7, 9].map((sample) => store.get('a', sample)?.[0])).toEqual([4, 7, undefined]);
    expect(store.bytes).toBe(16);
  });

  it('count once, and belong to what computes them', () => {
    const store = new FeatureStore(100);
    store.offer('a', 1, Float32Array.of(5));
    store.offer('a', 1, Float32Array.of(6));
    expect(store.get('a', 1)).toEqual(Float32Array.of(5));
    expect(store.get('b', 1)).toBeUndefined();
    expect(store.bytes).toBe(4);
  });

  it('are gone when they are cleared', () => {
    const store = new FeatureStore(4);
    store.offer('a', 1, Float32Array.of(5));
    store.clear();
    store.offer('a', 2, Float32Array.of(6));
    expect(store.get('a', 1)).toBeUndefined();
    expect(store.get('a', 2)).toEqual(Float32Array.of(6));
  });
});
