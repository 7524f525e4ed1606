import { describe, expect, it } from 'vitest';
import { nodesOf } from '../nodes/nodes-of';
import type { Graph } from './document';
import { namedFiles } from './named-files';

const node = (kind: string, params = {}, title: string | null = null) => ({ kind, title, params });
const filesOf = (graph: Graph) => namedFiles(graph, nodesOf(graph));

describe('files that a graph names', () => {
  it('are found with what they are read as', () => {
    const nodes = {
      words: node('Embedding', { vectors: { path: '/glove.txt', facts: { width: 50 } } }),
      plain: node('Embedding'),
      later: node('OfANewerVersion', { vectors: '/x' }),
    };
    expect(filesOf({ nodes, wires: [] })).toEqual([{ node: 'words', param: 'vectors', read: 'vectors', path: '/glove.txt', inside: null }]);
  });

  it('are left out where nothing reads them', () => {
    const tokenizer = { path: '/t.json', facts: { ids: 9 } };
    const graphOf = (split: string): Graph => ({ nodes: { ids: node('TextVectorization', { split, tokenizer }) }, wires: [] });
    expect(filesOf(graphOf('whitespace'))).toEqual([]);
    expect(filesOf(graphOf('file')).map(({ path }) => path)).toEqual(['/t.json']);
  });

  it('are found inside of blocks, and shown at the instance', () => {
    const inside: Graph = { nodes: { table: node('Embedding', { vectors: '/v.vec' }, 'Words') }, wires: [] };
    const outer: Graph = { nodes: { again: node('block:inner') }, wires: [] };
    const block = (title: string, graph: Graph) => ({ title, doc: '', graph, layout: {}, params: {} });
    const graph: Graph = {
      nodes: { mine: node('block:outer'), round: node('block:circle') },
      wires: [],
      blocks: {
        inner: block('Inner', inside),
        outer: block('Outer', outer),
        circle: block('Circle', { nodes: { self: node('block:circle'), words: node('Embedding', { vectors: '/c.vec' }) }, wires: [] }),
      },
    };
    expect(filesOf(graph)).toEqual([{ node: 'mine', param: 'vectors', read: 'vectors', path: '/v.vec', inside: 'Words' }]);
  });
});
