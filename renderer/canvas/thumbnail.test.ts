import { describe, expect, it } from 'vitest';
import type { AttentionMapData } from '../../shared/run';
import { thumbnail } from './thumbnail';

const base = { node: 'a', kind: 'MultiHeadAttention', title: 'A', map: 'matrix' } as const;

describe('thumbnail', () => {
  it('over a picture: how much each place is looked at, stretched to the whole range', () => {
    const grid = { kind: 'grid', rows: 1, cols: 2 } as const;
    const map: AttentionMapData = {
      ...base,
      queries: grid,
      keys: grid,
      scores: [
        [
          [0.25, 0.75],
          [0.5, 0.5],
        ],
      ],
    };
    expect(thumbnail(map, 0)).toEqual({ rows: 1, cols: 2, values: [0, 1] });
  });

  it('over words: the matrix', () => {
    const words: AttentionMapData['keys'] = { kind: 'labels', labels: ['a', 'b'] };
    const map: AttentionMapData = {
      ...base,
      queries: words,
      keys: words,
      scores: [
        [
          [0.5, 0.25],
          [0, 0.5],
        ],
      ],
    };
    expect(thumbnail(map, 0)).toEqual({ rows: 2, cols: 2, values: [1, 0.5, 0, 1] });
  });

  it('a head that is not there is one empty place', () => {
    const words = { kind: 'plain', count: 0 } as const;
    expect(thumbnail({ ...base, queries: words, keys: words, scores: [] }, 3)).toEqual({ rows: 1, cols: 1, values: [] });
  });
});
