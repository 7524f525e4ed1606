import { describe, expect, it } from 'vitest';
import type { Graph } from '../graph/document';
import type { DataFacts } from '../graph/facts';
import { graphOf } from '../graph/graph-of.test-data';
import type { NodeReport } from '../graph/graph-report';
import { inferGraph } from '../graph/infer';
import { NODES } from '../nodes/registry.gen';
import { atLength, costAtLengths, costNow } from './cost-at-length';

const TEXT: DataFacts = { samples: 9, inputs: { text: { kind: 'text' } }, targets: {} };

function reportOf(graph: Graph, id: string): NodeReport {
  const report = inferGraph(graph, NODES, TEXT).nodes[id];
  if (!report?.definition || !report.params) throw new Error(`nothing is known of ${id}`);
  return report;
}

const words = (length: number | null, attention: string): Graph =>
  graphOf(
    {
      text: 'TextInput',
      ids: ['TextVectorization', { output_sequence_length: length }],
      vectors: ['Embedding', { output_dim: 8, input_dim: 20_000 }],
      attention,
    },
    ['text.text > ids.text', 'ids.ids > vectors.ids', 'vectors.output > attention.query'],
  );

describe('cost against length', () => {
  it('asks the rule of the node: full attention by hand', () => {
    const { definition, inputs, params } = reportOf(words(32, 'Attention'), 'attention');
    if (!definition || !params) throw new Error('not known');
    const costs = costAtLengths(definition, 'attention', inputs, params, [64, 256]);
    // Every pair: 8 multiplications for its score, 8 for its value.
    expect(costs.map((c) => c.multiplications)).toEqual([64 * 64 * 16, 256 * 256 * 16]);
    // Three copies of float32: the output 64 × 8, the scores 64 × 64, and three times the pairs inside.
    expect(costs[0]?.bytes).toBe(4 * 3 * (64 * 8 + 64 * 64 + 3 * 64 * 64));
  });

  it('is told at an assumed length where the data alone tells the length', () => {
    const fixed = costNow(reportOf(words(256, 'Attention'), 'attention'));
    const open = costNow(reportOf(words(null, 'Attention'), 'attention'));
    expect(fixed?.assumed).toBe(false);
    expect(open).toEqual({ cost: fixed?.cost, assumed: true });
  });

  it('is empty where no sequence comes', () => {
    const report = inferGraph(graphOf({ table: 'TableInput', dense: 'Dense' }, ['table.columns > dense.input']), NODES, {
      samples: 1,
      inputs: { table: { kind: 'table', columns: ['a'] } },
      targets: {},
    }).nodes.dense;
    if (!report?.definition || !report.params) throw new Error('not known');
    expect(costAtLengths(report.definition, 'dense', report.inputs, report.params, [64])).toEqual([]);
  });
});

describe('inputs at another length', () => {
  it('stretch sequences, and scores with them; one value stays one', () => {
    const sequence = { shape: ['batch', 'words', 8], dtype: 'float32', carries: 'sequence' } as const;
    const scores = { shape: ['batch', 2, 'words', 'words'], dtype: 'float32', carries: 'scores' } as const;
    const vector = { shape: ['batch', 8], dtype: 'float32', carries: 'vector' } as const;
    const at = atLength({ query: [sequence], value: [sequence], bias: [scores], with: [vector] }, 64);
    expect(at.query?.[0]?.shape).toEqual(['batch', 64, 8]);
    expect(at.query?.[0]).toBe(at.value?.[0]);
    expect(at.bias?.[0]?.shape).toEqual(['batch', 2, 64, 64]);
    expect(at.with?.[0]?.shape).toEqual(['batch', 8]);
  });
});
