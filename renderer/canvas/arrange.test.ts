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

  it('breaks a long chain into rows, in reading order, none over another', () => {
    const ids = Array.from({ length: 14 }, (_, i) => `n${i}`);
    const chain: Graph = {
      nodes: Object.fromEntries(ids.map((id) => [id, node])),
      wires: ids.slice(1).map((id, i) => wire(`n${i}`, id)),
    };
    const laid = arrange(chain, {}, NODES, ids);
    const places = ids.map((id) => laid[id] ?? { x: Number.NaN, y: Number.NaN });
    expect(new Set(places.map((p) => p.y)).size).toBe(3);
    for (let i = 1; i < places.length; i++) {
      const [before, here] = [places[i - 1], places[i]];
      if (!before || !here) throw new Error('not placed');
      const sameRow = here.y === before.y;
      if (sameRow) expect(here.x).toBeGreaterThanOrEqual(before.x + NODE_WIDTH);
      else expect(here.y).toBeGreaterThanOrEqual(before.y + 56);
    }
  });
});
