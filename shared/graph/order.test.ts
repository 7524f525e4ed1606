import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Graph } from './document';
import { orderGraph, reaches } from './order';

function graphOf(size: number, pairs: readonly (readonly [number, number])[]): Graph {
  return {
    nodes: Object.fromEntries(Array.from({ length: size }, (_, i) => [`n${i}`, { kind: 'Dense', title: null, params: {} }])),
    wires: pairs.map(([from, to]) => ({ from: { node: `n${from}`, port: 'output' }, to: { node: `n${to}`, port: 'input' } })),
  };
}

describe('orderGraph', () => {
  it('sets every source before its targets, and leaves out exactly what is on a circle or behind one', () => {
    const pair = fc.tuple(fc.nat(11), fc.nat(11));
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 30 }), (pairs) => {
        const graph = graphOf(12, pairs);
        const { order, cyclic } = orderGraph(graph);
        const place = new Map(order.map((id, i) => [id, i]));
        expect(order.length + cyclic.size).toBe(12);
        for (const { from, to } of graph.wires) {
          const [a, b] = [place.get(from.node), place.get(to.node)];
          if (b !== undefined) expect(a).toBeLessThan(b);
        }
        for (const id of cyclic) {
          const behind = [...cyclic].some((other) => graph.wires.some((w) => w.from.node === other && w.to.node === id));
          expect(behind).toBe(true);
        }
      }),
    );
  });

  it('ignores wires with a missing end', () => {
    expect(orderGraph(graphOf(1, [[0, 5]])).order).toEqual(['n0']);
  });
});

describe('reaches', () => {
  it('follows wires forwards only', () => {
    const graph = graphOf(4, [
      [0, 1],
      [1, 2],
    ]);
    expect(reaches(graph, 'n0', 'n2')).toBe(true);
    expect(reaches(graph, 'n2', 'n0')).toBe(false);
    expect(reaches(graph, 'n0', 'n3')).toBe(false);
  });
});
