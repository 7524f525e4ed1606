import { describe, expect, it } from 'vitest';
import type { AttentionMapData } from '../../shared/run';
import { countOf, keyWeights, matrixOf, placeName, sharpestHead } from './weights';

const map: AttentionMapData = {
  node: 'attention',
  kind: 'MultiHeadAttention',
  title: 'Self-attention',
  map: 'matrix',
  queries: { kind: 'labels', labels: ['good', 'phone'] },
  keys: { kind: 'labels', labels: ['good', 'phone'] },
  scores: [
    [
      [0.5, 0.5],
      [0.5, 0.5],
    ],
    [
      [0.9, 0.1],
      [0.7, 0.3],
    ],
  ],
};

describe('weights of attention', () => {
  it('average heads place by place', () => {
    const mean = matrixOf(map, 'mean');
    expect(mean[0]?.[0]).toBeCloseTo(0.7, 12);
    expect(mean[1]?.[1]).toBeCloseTo(0.4, 12);
    expect(matrixOf(map, 1)[0]).toEqual([0.9, 0.1]);
  });

  it('average over queries, and still sum to 1', () => {
    const weights = keyWeights(matrixOf(map, 1), null);
    expect(weights[0]).toBeCloseTo(0.8, 12);
    expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    expect(keyWeights(matrixOf(map, 1), 1)).toEqual([0.7, 0.3]);
    expect(keyWeights([], null)).toEqual([]);
  });

  it('choose the most pointed head', () => {
    expect(sharpestHead(map)).toBe(1);
  });

  it('name places as people would', () => {
    expect(placeName({ kind: 'grid', rows: 7, cols: 7 }, 8)).toBe('row 2, column 2');
    expect(placeName(map.keys, 1)).toBe('phone');
    expect(countOf({ kind: 'grid', rows: 7, cols: 5 })).toBe(35);
  });
});
