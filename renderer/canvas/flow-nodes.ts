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

/** Brings React Flow's nodes in step with the document. Objects of unchanged nodes stay the same ones. */
export function syncNodes(
  before: readonly FlowNode[],
  graph: Graph,
  layout: Layout,
  selected: ReadonlySet<NodeId>,
  registry: Registry,
): FlowNode[] {
  const known = new Map(before.map((node) => [node.id, node]));
  return Object.keys(graph.nodes).map((id, i) => {
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

export function flowEdges(graph: Graph, layout: Layout, selected: ReadonlySet<string>, heights: ReadonlyMap<NodeId, number>): FlowEdge[] {
  const places = new Map(Object.entries(layout));
  const route = places.size <= MOST_FOR_WAYS;
  const lanes = new Map<NodeId, number>();
  const said = new Set<string>();
  const floorOf = (id: NodeId) => {
    const place = places.get(id);
    return place ? place.y + (heights.get(id) ?? 56) : null;
  };
  return graph.wires
    .filter((w) => w.from.node in graph.nodes && w.to.node in graph.nodes)
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
