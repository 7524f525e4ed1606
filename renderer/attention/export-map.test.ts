import { expect, it } from 'vitest';
import { mapAsJson } from './export-map';

it('writes a map as the command line does', () => {
  const labels = { kind: 'labels', labels: ['very', 'good'] } as const;
  const json: unknown = JSON.parse(
    mapAsJson({
      node: 'attention',
      kind: 'AdditiveAttention',
      title: 'Attention',
      map: 'matrix',
      queries: { kind: 'plain', count: 1 },
      keys: { ...labels, labels: [...labels.labels] },
      scores: [[[0.25, 0.75]]],
    }),
  );
  expect(json).toEqual({
    id: 'attention',
    kind: 'AdditiveAttention',
    map: 'matrix',
    queries: ['1'],
    keys: ['very', 'good'],
    scores: [[[0.25, 0.75]]],
  });
});
