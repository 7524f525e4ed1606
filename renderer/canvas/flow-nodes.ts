import type { Edge, Node } from '@xyflow/react';
import type { Registry } from '../../shared/graph/define-node';
import { type Graph, type Layout, type NodeId, type Position, type Wire, wireKey } from '../../shared/graph/document';
import { definitionOf } from './fits';
import { NODE_WIDTH, nodeHeight } from './measures';

/** React Flow's node holds a place and no more: everything shown is read from the stores by id. */
export type FlowNode = Node<Record<string, never>, 'node'>;
export type FlowEdge = Edge<
  {
    /** The height that the wire goes along beneath nodes in its way; null: the way is free. */
    readonly under: number | null;
    /** The lower edge of the wire's source: a wire that turns back goes along beneath it. */
    readonly floor: number | null;
    /** Wires to one node that turn back keep apart by their lanes: 0, 1, … */
    readonly lane: number;
    /** False where another wire between the same two nodes says the same shape already. */
    readonly labelled: boolean;
  },
  'wire'
>;

const NOTHING: Record<string, never> = {};

/** The list before where it has the same objects in the same order: then React Flow has nothing to do. */
function sameList<T>(before: T[], after: T[]): T[] {
  return before.length === after.length && after.every((item, i) => item === before[i]) ? before : after;
}

/** Brings React Flow's nodes in step with the document. Objects of unchanged nodes stay the same ones, and so does the list. */
export function syncNodes(before: FlowNode[], graph: Graph, layout: Layout, selected: ReadonlySet<NodeId>, registry: Registry): FlowNode[] {
  const known = new Map(before.map((node) => [node.id, node]));
  const after = Object.keys(graph.nodes).map((id, i) => {
    const place = layout[id] ?? { x: (i % 5) * (NODE_WIDTH + 72), y: Math.floor(i / 5) * 140 };
    const old = known.get(id);
    const isSelected = selected.has(id);
    if (old && old.position.x === place.x && old.position.y === place.y && (old.selected ?? false) === isSelected && !old.dragging)
      return old;
    const node: FlowNode = {
      id,
      type: 'node',
      position: { x: place.x, y: place.y },
      selected: isSelected,
      data: NOTHING,
      initialWidth: NODE_WIDTH,
      initialHeight: nodeHeight(definitionOf(registry, graph, id)),
    };
    return old?.measured ? { ...node, measured: old.measured } : node;
  });
  return sameList(before, after);
}

/** Where a wire that would run through other nodes goes along beneath them; null: the way is free. */
function wayUnder(wire: Wire, places: ReadonlyMap<NodeId, Position>, heights: ReadonlyMap<NodeId, number>): number | null {
  const from = places.get(wire.from.node);
  const to = places.get(wire.to.node);
  if (!from || !to || to.x - from.x < NODE_WIDTH * 2) return null;
  const [left, right] = [from.x + NODE_WIDTH, to.x];
  let lowest: number | null = null;
  for (const [id, place] of places) {
    if (id === wire.from.node || id === wire.to.node || place.x + NODE_WIDTH <= left || place.x >= right) continue;
    const height = heights.get(id) ?? 56;
    const part = (place.x + NODE_WIDTH / 2 - left) / (right - left);
    const y = from.y + 19 + (to.y - from.y) * part;
    if (y > place.y - 4 && y < place.y + height + 4) lowest = Math.max(lowest ?? -Infinity, place.y + height);
  }
  return lowest === null ? null : lowest + 28;
}

/** Beyond this many nodes wires run straight through: looking for a free way costs wires × nodes. */
const MOST_FOR_WAYS = 300;

/**
 * The wires as React Flow's edges. Those whose end is missing are left out: the report names them.
 *
 * @param heights of every node that is there
 */
export function flowEdges(
  wires: readonly Wire[],
  layout: Layout,
  selected: ReadonlySet<string>,
  heights: ReadonlyMap<NodeId, number>,
): FlowEdge[] {
  const places = new Map(Object.entries(layout));
  const route = places.size <= MOST_FOR_WAYS;
  const lanes = new Map<NodeId, number>();
  const said = new Set<string>();
  const floorOf = (id: NodeId) => {
    const place = places.get(id);
    return place ? place.y + (heights.get(id) ?? 56) : null;
  };
  return wires
    .filter((w) => heights.has(w.from.node) && heights.has(w.to.node))
    .map((wire) => {
      const id = wireKey(wire);
      const lane = lanes.get(wire.to.node) ?? 0;
      lanes.set(wire.to.node, lane + 1);
      const pair = `${wire.from.node}.${wire.from.port}>${wire.to.node}`;
      const labelled = !said.has(pair);
      said.add(pair);
      return {
        id,
        type: 'wire',
        source: wire.from.node,
        target: wire.to.node,
        sourceHandle: wire.from.port,
        targetHandle: wire.to.port,
        selected: selected.has(id),
        data: { under: route ? wayUnder(wire, places, heights) : null, floor: floorOf(wire.from.node), lane, labelled },
      };
    });
}

function sameEdge(a: FlowEdge, b: FlowEdge): boolean {
  const [x, y] = [a.data, b.data];
  return a.selected === b.selected && x?.under === y?.under && x?.floor === y?.floor && x?.lane === y?.lane && x?.labelled === y?.labelled;
}

/** Brings React Flow's edges in step with the document, and keeps objects and list as `syncNodes` does. */
export function syncEdges(before: FlowEdge[], ...[wires, layout, selected, heights]: Parameters<typeof flowEdges>): FlowEdge[] {
  const known = new Map(before.map((edge) => [edge.id, edge]));
  const after = flowEdges(wires, layout, selected, heights).map((edge) => {
    const old = known.get(edge.id);
    return old && sameEdge(old, edge) ? old : edge;
  });
  return sameList(before, after);
}
