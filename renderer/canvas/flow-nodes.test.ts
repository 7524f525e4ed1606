import { describe, expect, it } from 'vitest';
import type { Graph } from '../../shared/graph/document';
import { NODES } from '../../shared/nodes/registry.gen';
import { flowEdges, syncEdges, syncNodes } from './flow-nodes';

const node = { kind: 'Dense', title: null, params: {} };
const wire = (from: string, to: string) => ({ from: { node: from, port: 'output' }, to: { node: to, port: 'input' } });
const graph: Graph = { nodes: { a: node, b: node, c: node }, wires: [wire('a', 'b'), wire('b', 'c'), wire('a', 'c'), wire('a', 'gone')] };
const layout = { a: { x: 0, y: 0 }, b: { x: 250, y: 0 }, c: { x: 500, y: 0 } };
const heights = new Map([
  ['a', 56],
  ['b', 56],
  ['c', 56],
]);

describe('syncNodes', () => {
  const before = syncNodes([], graph, layout, new Set(), NODES);

  it('keeps the objects of nodes that did not change', () => {
    const after = syncNodes(before, graph, { ...layout, b: { x: 260, y: 0 } }, new Set(['c']), NODES);
    expect(after[0]).toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
    expect(after[1]?.position).toEqual({ x: 260, y: 0 });
    expect(after[2]?.selected).toBe(true);
  });

  it('is the same list where nothing that is drawn changed', () => {
    const set: Graph = { ...graph, nodes: { ...graph.nodes, b: { ...node, params: { units: 3 } } } };
    expect(syncNodes(before, set, layout, new Set(), NODES)).toBe(before);
  });

  it('carries no parameters', () => {
    expect(before.every((n) => Object.keys(n.data).length === 0)).toBe(true);
  });

  it('finds a place for nodes without one', () => {
    const [first, second] = syncNodes([], graph, {}, new Set(), NODES);
    expect(first?.position).not.toEqual(second?.position);
  });
});

describe('flowEdges', () => {
  const edges = flowEdges(graph.wires, layout, new Set(['a.output>b.input']), heights);

  it('leaves out wires whose end is missing: the report names them', () => {
    expect(edges.map((e) => e.id)).toEqual(['a.output>b.input', 'b.output>c.input', 'a.output>c.input']);
    expect(edges[0]?.selected).toBe(true);
  });

  it('sends a wire beneath the node that stands in its way', () => {
    expect(edges[0]?.data?.under).toBeNull();
    expect(edges[2]?.data?.under).toBe(84);
  });
});

describe('syncEdges', () => {
  it('keeps the objects of wires that did not change, and the list where none did', () => {
    const before = flowEdges(graph.wires, layout, new Set(), heights);
    expect(syncEdges(before, [...graph.wires], layout, new Set(), heights)).toBe(before);
    const after = syncEdges(before, graph.wires, layout, new Set(['a.output>b.input']), heights);
    expect(after[0]).not.toBe(before[0]);
    expect(after[1]).toBe(before[1]);
  });
});
