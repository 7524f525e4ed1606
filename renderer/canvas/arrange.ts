import { Graph as Dagre, layout as run } from '@dagrejs/dagre';
import type { Registry } from '../../shared/graph/define-node';
import type { Graph, Layout, NodeId, Position } from '../../shared/graph/document';
import { definitionOf } from './fits';
import { NODE_WIDTH, nodeHeight, SNAP } from './measures';

const snap = (value: number) => Math.round(value / SNAP) * SNAP;

/** Longer chains than this are broken into rows: a strip of 20 nodes cannot be read. */
const MOST_IN_A_ROW = 6;
const ROW_GAP = 112;

/** Breaks a long layout into rows that are read like lines of text. Nodes of one rank stay together. */
function wrap(placed: Map<NodeId, Position>, heightOf: (id: NodeId) => number): void {
  const ranks = [...new Set([...placed.values()].map((p) => p.x))].sort((a, b) => a - b);
  if (ranks.length <= MOST_IN_A_ROW) return;
  const perRow = Math.max(4, Math.ceil(Math.sqrt(ranks.length * 1.5)));
  let top = 0;
  for (let start = 0; start < ranks.length; start += perRow) {
    const row = ranks.slice(start, start + perRow);
    const members = [...placed].filter(([, p]) => row.includes(p.x));
    const [left = 0] = row;
    const highest = Math.min(...members.map(([, p]) => p.y));
    const lowest = Math.max(...members.map(([id, p]) => p.y + heightOf(id)));
    for (const [id, p] of members) placed.set(id, { x: p.x - left, y: p.y - highest + top });
    top += lowest - highest + ROW_GAP;
  }
}

/**
 * Places nodes from left to right along their wires; a long chain goes on in the next row.
 *
 * @param ids the nodes to place; the others stay, and the placed ones keep their upper left corner
 */
export function arrange(graph: Graph, layout: Layout, registry: Registry, ids: readonly NodeId[]): Layout {
  const chosen = new Set(ids);
  const dagre = new Dagre({ multigraph: true });
  dagre.setGraph({ rankdir: 'LR', nodesep: 40, ranksep: 80 });
  dagre.setDefaultEdgeLabel(() => ({}));
  for (const id of ids) dagre.setNode(id, { width: NODE_WIDTH, height: nodeHeight(definitionOf(registry, graph, id)) });
  for (const wire of graph.wires) {
    if (chosen.has(wire.from.node) && chosen.has(wire.to.node)) dagre.setEdge(wire.from.node, wire.to.node, {}, wire.to.port);
  }
  run(dagre);
  const placed = new Map<NodeId, Position>();
  for (const id of ids) {
    const { x, y, width, height } = dagre.node(id);
    placed.set(id, { x: (x ?? 0) - (width ?? 0) / 2, y: (y ?? 0) - (height ?? 0) / 2 });
  }
  wrap(placed, (id) => nodeHeight(definitionOf(registry, graph, id)));
  const least = (points: Iterable<Position>, axis: 'x' | 'y') => Math.min(...[...points].map((p) => p[axis]));
  const before = ids.flatMap((id) => layout[id] ?? []);
  const origin = before.length > 0 ? { x: least(before, 'x'), y: least(before, 'y') } : { x: 0, y: 0 };
  const [left, top] = [least(placed.values(), 'x'), least(placed.values(), 'y')];
  const result: Record<NodeId, Position> = { ...layout };
  for (const [id, place] of placed) result[id] = { x: snap(place.x - left + origin.x), y: snap(place.y - top + origin.y) };
  return result;
}
