import type { AnyNode } from '../../shared/graph/define-node';

/** Sizes of a node on the canvas, in canvas pixels. Known before anything is drawn, so that layout needs no measuring. */
export const NODE_WIDTH = 176;
/** Grid that nodes snap to. */
export const SNAP = 8;
/** What stays free around the graph when it is fitted: the tools lie at the lower edge. */
export const FIT = { padding: { x: '40px', top: '40px', bottom: '64px' }, maxZoom: 1 } as const;

/** Half the width of a port's hit area (`.port` in node.css). */
export const PORT_REACH = 9;
const PORT_TOP = 19;
const PORT_STEP = 20;

/** Distance of a port from the node's upper edge: the first level with the title, the others below it. */
export function portTop(index: number): number {
  return PORT_TOP + index * PORT_STEP;
}

/** Height of the title and the summary, or of as many ports as there are. */
export function nodeHeight(definition: AnyNode | null): number {
  const ports = Math.max(definition?.inputs.length ?? 0, definition?.outputs.length ?? 0, 1);
  return Math.max(56, portTop(ports - 1) + 16);
}
