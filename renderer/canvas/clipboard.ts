import { z } from 'zod';
import { carryBlocks, neededBlocks } from '../../shared/graph/carry-blocks';
import type { Graph, Layout, NodeId, Position } from '../../shared/graph/document';
import { type Drawing, freshId } from '../../shared/graph/edits';
import { blockIdOf } from '../../shared/graph/user-block';
import { graphSchema } from '../../shared/project/schema';

const FORMAT = 'attention-studio-nodes';

/** What lies in the clipboard: plain JSON, so that it goes between projects, chats and files. */
const clip = z.strictObject({
  format: z.literal(FORMAT),
  graph: graphSchema,
  layout: z.record(z.string(), z.strictObject({ x: z.number(), y: z.number() })),
});
export type Clip = z.infer<typeof clip>;

/** The chosen nodes, with the wires between them. */
export function toClip({ graph, layout }: Drawing, ids: Iterable<NodeId>): Clip {
  const chosen = new Set(ids);
  const keep = <T>(record: { readonly [id: string]: T }) => Object.fromEntries(Object.entries(record).filter(([id]) => chosen.has(id)));
  const wires = graph.wires.filter((w) => chosen.has(w.from.node) && chosen.has(w.to.node));
  const nodes = keep(graph.nodes);
  const blocks = neededBlocks(nodes, graph.blocks);
  const copied = { nodes, wires, ...(blocks ? { blocks } : {}) };
  return { format: FORMAT, graph: clip.shape.graph.parse(copied), layout: { ...keep(layout) } };
}

/** Nodes out of any text; null where it holds none. */
export function fromText(text: string): Clip | null {
  if (!text.includes(FORMAT) || text.length > 5_000_000) return null;
  try {
    const parsed = clip.safeParse(JSON.parse(text));
    return parsed.success && Object.keys(parsed.data.graph.nodes).length > 0 ? parsed.data : null;
  } catch {
    return null;
  }
}

function corner(layout: Layout): Position {
  const places = Object.values(layout);
  if (places.length === 0) return { x: 0, y: 0 };
  return { x: Math.min(...places.map((p) => p.x)), y: Math.min(...places.map((p) => p.y)) };
}

/**
 * Puts a clip into a drawing under new names.
 *
 * @param at where its upper left corner goes; null: a little beside where it was
 * @returns the drawing, and the new nodes' names
 */
export function insertClip(drawing: Drawing, { graph, layout }: Clip, at: Position | null): { drawing: Drawing; ids: readonly NodeId[] } {
  const from = corner(layout);
  const shift = at ? { x: at.x - from.x, y: at.y - from.y } : { x: 32, y: 32 };
  const nodes = { ...drawing.graph.nodes };
  const places = { ...drawing.layout };
  const names = new Map<NodeId, NodeId>();
  const carried = carryBlocks(drawing.graph, graph.nodes, graph.blocks);
  for (const [id, node] of Object.entries(carried.nodes)) {
    const fresh = freshId({ nodes, wires: [] }, blockIdOf(node.kind) ?? node.kind);
    names.set(id, fresh);
    nodes[fresh] = node;
    const place = layout[id] ?? from;
    places[fresh] = { x: place.x + shift.x, y: place.y + shift.y };
  }
  const wires: Graph['wires'] = graph.wires.flatMap((wire) => {
    const [source, target] = [names.get(wire.from.node), names.get(wire.to.node)];
    return source && target ? [{ from: { node: source, port: wire.from.port }, to: { node: target, port: wire.to.port } }] : [];
  });
  const all: Graph = { nodes, wires: [...drawing.graph.wires, ...wires], ...(carried.blocks ? { blocks: carried.blocks } : {}) };
  return { drawing: { graph: all, layout: places }, ids: [...names.values()] };
}
