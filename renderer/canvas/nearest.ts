import type { NodeId, Position } from '../../shared/graph/document';

export type Direction = 'left' | 'right' | 'up' | 'down';

const STEP: Record<Direction, Position> = { left: { x: -1, y: 0 }, right: { x: 1, y: 0 }, up: { x: 0, y: -1 }, down: { x: 0, y: 1 } };

/**
 * The node that an arrow key leads to: the nearest in that direction, where sideways distance counts double, so
 * that a row is followed before the next row is taken. Null: nothing lies there.
 */
export function nearest(places: ReadonlyMap<NodeId, Position>, from: Position, direction: Direction): NodeId | null {
  const step = STEP[direction];
  let best: NodeId | null = null;
  let shortest = Infinity;
  for (const [id, place] of places) {
    const dx = place.x - from.x;
    const dy = place.y - from.y;
    const along = dx * step.x + dy * step.y;
    const across = Math.abs(dx * step.y) + Math.abs(dy * step.x);
    if (along <= 0 || across > along * 3) continue;
    const distance = along + 2 * across;
    if (distance < shortest) {
      shortest = distance;
      best = id;
    }
  }
  return best;
}

/** The node that lies furthest up and left: where the keyboard enters the canvas. */
export function first(places: ReadonlyMap<NodeId, Position>): NodeId | null {
  let best: NodeId | null = null;
  let least = Infinity;
  for (const [id, place] of places) {
    const rank = place.x + place.y * 2;
    if (rank < least) {
      least = rank;
      best = id;
    }
  }
  return best;
}
