import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json';
import { NODES } from '../nodes/registry.gen';
import type { Graph, Wire } from './document';
import { applyEdits } from './edits';
import { inferGraph } from './infer';

const node = (kind: string, params: JsonObject = {}) => ({ kind, title: null, params });
const wire = (from: string, port: string, to: string, into: string): Wire => ({ from: { node: from, port }, to: { node: to, port: into } });

const graph = (tied_to: string, units: number): Graph => ({
  nodes: {
    history: node('SequenceInput', { maxlen: 5, padding: 'pre', vocabulary: 20 }),
    items: node('Embedding', { output_dim: 8 }),
    gru: node('GRU', { units, return_sequences: true }),
    next: node('NextItem', { items: 20, tied_to }),
  },
  wires: [wire('history', 'ids', 'items', 'ids'), wire('items', 'output', 'gru', 'input'), wire('gru', 'output', 'next', 'input')],
});
const problems = (of: Graph) => inferGraph(of, NODES, null).problems.filter(({ severity }) => severity === 'error');

describe('weights that another node uses', () => {
  it('fit, and are counted once', () => {
    expect(problems(graph('items', 8))).toEqual([]);
    const gru = 3 * (8 * 8 + 8 * 8 + 2 * 8);
    expect(inferGraph(graph('items', 8), NODES, null).trainable).toBe(20 * 8 + gru);
  });

  it.each([
    ['gone', 8, 'is not in the graph'],
    ['gru', 8, 'the weights of Embedding nodes alone'],
    ['items', 6, 'do not fit'],
  ])('of %s behind %i features are refused, and mended by one click', (tied, units, words) => {
    const drawn = graph(tied, units);
    const [problem, ...others] = problems(drawn);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ node: 'next', message: expect.stringContaining(words) });
    const { graph: mended } = applyEdits({ graph: drawn, layout: {} }, problem?.fix?.edits ?? []);
    expect(problems(mended)).toEqual([]);
  });
});
