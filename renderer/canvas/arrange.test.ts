import { describe, expect, it } from 'vitest';
import type { Graph } from '../../shared/graph/document';
import { NODES } from '../../shared/nodes/registry.gen';
import { arrange } from './arrange';
import { NODE_WIDTH } from './measures';

const node = { kind: 'Dense', title: null, params: {} };
const wire = (from: string, to: string) => ({ from: { node: from, port: 'output' }, to: { node: to, port: 'input' } });
const graph: Graph = {
  nodes: { a: node, b: node, c: node, d: node },
  wires: [wire('a', 'b'), wire('a', 'c'), wire('b', 'd'), wire('c', 'd')],
};
const heap = { a: { x: 16, y: 24 }, b: { x: 16, y: 24 }, c: { x: 16, y: 24 }, d: { x: 16, y: 24 } };

describe('arrange', () => {
  const placed = arrange(graph, heap, NODES, ['a', 'b', 'c', 'd']);
  const x = (id: string) => placed[id]?.x ?? Number.NaN;
  const y = (id: string) => placed[id]?.y ?? Number.NaN;

  it('goes from left to right along the wires', () => {
    expect(x('b')).toBeGreaterThan(x('a') + NODE_WIDTH);
    expect(x('c')).toBe(x('b'));
    expect(x('d')).toBeGreaterThan(x('b') + NODE_WIDTH);
  });

  it('lays no two over each other', () => {
    expect(Math.abs(y('b') - y('c'))).toBeGreaterThan(56);
  });

  it('keeps the upper left corner', () => {
    expect(Math.min(x('a'), x('b'), x('c'), x('d'))).toBe(16);
    expect(Math.min(y('a'), y('b'), y('c'), y('d'))).toBe(24);
  });

  it('leaves the others where they are', () => {
    const part = arrange(graph, { ...heap, d: { x: 999, y: 5 } }, NODES, ['a', 'b']);
    expect(part.d).toEqual({ x: 999, y: 5 });
    expect(part.c).toEqual(heap.c);
  });
});
