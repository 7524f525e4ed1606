import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Graph, Layout, NodeId } from '../../shared/graph/document';
import { NODES } from '../../shared/nodes/registry.gen';
import { type Box, boxOf, makeRoom } from './make-room';
import { NODE_WIDTH } from './measures';

const dense = { kind: 'Dense', title: null, params: {} };
const graphOf = (ids: readonly NodeId[]): Graph => ({ nodes: Object.fromEntries(ids.map((id) => [id, dense])), wires: [] });
const HEIGHT = 56;
const at = (x: number, y: number): Box => ({ x, y, width: NODE_WIDTH, height: HEIGHT });

/** Pairs of nodes that lie over each other. */
function overlaps(graph: Graph, layout: Layout): string[] {
  const boxes = Object.keys(graph.nodes).flatMap((id) => {
    const box = boxOf(graph, layout, NODES, id);
    return box ? [{ id, ...box }] : [];
  });
  return boxes.flatMap((a, i) =>
    boxes
      .slice(i + 1)
      .filter((b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height)
      .map((b) => `${a.id} and ${b.id}`),
  );
}

describe('room for what a block is made of', () => {
  const graph = graphOf(['before', 'behind', 'below', 'far', 'x', 'y', 'z']);
  // The block stood at 240, 0.
  const layout = {
    before: { x: 0, y: 0 },
    behind: { x: 480, y: 0 },
    below: { x: 240, y: 160 },
    far: { x: 720, y: 160 },
    x: { x: 240, y: 0 },
    y: { x: 496, y: 0 },
    z: { x: 496, y: 96 },
  };
  const roomy = makeRoom(graph, layout, NODES, ['x', 'y', 'z'], at(240, 0));

  it('leaves no two nodes over each other', () => {
    expect(overlaps(graph, layout)).not.toEqual([]);
    expect(overlaps(graph, roomy)).toEqual([]);
  });

  it('moves what stood behind by as much as came, and keeps its distance', () => {
    // Two columns, 256 apart, where one was.
    expect(roomy.behind).toEqual({ x: 480 + 256, y: 0 });
  });

  it('moves what stood below down, not aside', () => {
    expect(roomy.below).toEqual({ x: 240, y: 160 + 96 });
    expect(roomy.far).toEqual({ x: 720, y: 160 + 96 });
  });

  it('leaves what stood before, and the new nodes, where they are', () => {
    for (const id of ['before', 'x', 'y', 'z'] as const) expect(roomy[id]).toEqual(layout[id]);
  });

  it('touches nothing where there is room', () => {
    const wide = { ...layout, behind: { x: 2000, y: 0 }, below: { x: 240, y: 900 } };
    expect(makeRoom(graph, wide, NODES, ['x', 'y', 'z'], at(240, 0))).toBe(wide);
  });

  it('takes nodes that lay around the middle of the block to its corner, where they are in the way', () => {
    const around = { ...layout, x: { x: 112, y: -48 }, y: { x: 368, y: -48 }, z: { x: 368, y: 48 } };
    const placed = makeRoom(graph, around, NODES, ['x', 'y', 'z'], at(240, 0));
    expect(placed.x).toEqual({ x: 240, y: 0 });
    expect(overlaps(graph, placed)).toEqual([]);
  });
});

it('in any drawing without overlaps, no two nodes lie over each other afterwards', () => {
  const cell = fc.record({ x: fc.integer({ min: 0, max: 12 }), y: fc.integer({ min: 0, max: 8 }) });
  const shift = fc.record({ x: fc.integer({ min: 0, max: 60 }), y: fc.integer({ min: 0, max: 40 }) });
  fc.assert(
    fc.property(
      fc.uniqueArray(cell, { minLength: 2, maxLength: 30, selector: ({ x, y }) => `${x},${y}` }),
      fc.array(shift, { minLength: 30, maxLength: 30 }),
      fc.uniqueArray(cell, { minLength: 1, maxLength: 12, selector: ({ x, y }) => `${x},${y}` }),
      (cells, shifts, inside) => {
        // One node a cell, somewhere within it: none over another. The first is the block.
        const places = cells.map(({ x, y }, i) => ({
          x: x * (NODE_WIDTH + 60) + (shifts[i]?.x ?? 0),
          y: y * (HEIGHT + 40) + (shifts[i]?.y ?? 0),
        }));
        const [block, ...rest] = places;
        if (!block) return;
        const layout: Record<NodeId, { x: number; y: number }> = {};
        for (const [i, place] of rest.entries()) layout[`old${i}`] = place;
        const left = Math.min(...inside.map(({ x }) => x));
        const top = Math.min(...inside.map(({ y }) => y));
        const ids = inside.map(({ x, y }, i) => {
          layout[`new${i}`] = { x: block.x + (x - left) * (NODE_WIDTH + 60), y: block.y + (y - top) * (HEIGHT + 40) };
          return `new${i}`;
        });
        const graph = graphOf(Object.keys(layout));
        expect(overlaps(graph, makeRoom(graph, layout, NODES, ids, at(block.x, block.y)))).toEqual([]);
      },
    ),
  );
});
