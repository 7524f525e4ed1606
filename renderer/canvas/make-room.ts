import type { Registry } from '../../shared/graph/define-node';
import type { Graph, Layout, NodeId, Position } from '../../shared/graph/document';
import { definitionOf } from './fits';
import { NODE_WIDTH, nodeHeight, SNAP } from './measures';

export interface Box extends Position {
  readonly width: number;
  readonly height: number;
}

/** What a node covers on the canvas; null: it has no place. */
export function boxOf(graph: Graph, layout: Layout, registry: Registry, id: NodeId): Box | null {
  const place = layout[id];
  return place ? { ...place, width: NODE_WIDTH, height: nodeHeight(definitionOf(registry, graph, id)) } : null;
}

const meet = (a: Box, b: Box): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** The smallest box around all. */
function around(boxes: readonly Box[]): Box {
  const [x, y] = [Math.min(...boxes.map((b) => b.x)), Math.min(...boxes.map((b) => b.y))];
  const [right, bottom] = [Math.max(...boxes.map((b) => b.x + b.width)), Math.max(...boxes.map((b) => b.y + b.height))];
  return { x, y, width: right - x, height: bottom - y };
}

/**
 * Makes room for nodes that take the place of one: what stood behind it moves right, what stood below it moves down, by as much
 * as they are wider and higher than it. Where no two nodes lay over each other, none do afterwards.
 *
 * @param layout places of all nodes, those of `ids` already where they belong
 * @param ids the new nodes
 * @param was what the one covered that they take the place of
 */
export function makeRoom(graph: Graph, layout: Layout, registry: Registry, ids: readonly NodeId[], was: Box): Layout {
  const added = new Set(ids);
  const boxes = (which: (id: NodeId) => boolean): readonly (readonly [NodeId, Box])[] =>
    Object.keys(graph.nodes).flatMap((id) => {
      const box = which(id) ? boxOf(graph, layout, registry, id) : null;
      return box ? [[id, box] as const] : [];
    });
  const others = boxes((id) => !added.has(id));
  const taken = boxes((id) => added.has(id)).map(([, box]) => box);
  if (taken.length === 0) return layout;
  if (!others.some(([, box]) => taken.some((t) => meet(t, box)))) return layout;
  const room = around(taken);
  // New nodes may lie around the middle of the old place: from its corner on, all that is in the way is behind or below.
  const [left, top] = [was.x - room.x, was.y - room.y];
  const onGrid = (size: number): number => Math.ceil(Math.max(0, size) / SNAP) * SNAP;
  const [right, bottom] = [onGrid(room.width - was.width), onGrid(room.height - was.height)];
  const below = others.map(([id, box]) => [id, box.y >= was.y + was.height ? { ...box, y: box.y + bottom } : box] as const);
  const moved = (isInTheWay: (box: Box) => boolean): readonly (readonly [NodeId, Box])[] =>
    below.map(([id, box]) => [id, box.x >= was.x + was.width && isInTheWay(box) ? { ...box, x: box.x + right } : box] as const);
  // Other rows stay, unless something of this one came to lie over them.
  const row = moved((box) => box.y < was.y + room.height && was.y < box.y + box.height);
  const places = collide(row.map(([, box]) => box)) ? moved(() => true) : row;
  const result: Record<NodeId, Position> = { ...layout };
  for (const [id, { x, y }] of places) result[id] = { x, y };
  for (const id of ids) {
    const place = layout[id];
    if (place) result[id] = { x: place.x + left, y: place.y + top };
  }
  return result;
}

/** Whether any two lie over each other. Swept from left to right: a graph may have thousands. */
function collide(boxes: readonly Box[]): boolean {
  const sorted = [...boxes].sort((a, b) => a.x - b.x);
  return sorted.some((box, i) => {
    for (let j = i + 1; j < sorted.length; j++) {
      const other = sorted[j];
      if (!other || other.x >= box.x + box.width) return false;
      if (meet(box, other)) return true;
    }
    return false;
  });
}
