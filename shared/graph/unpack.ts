import { BLOCK_INPUT } from './block-input';
import type { Registry } from './define-node';
import type { GraphNode, NodeId, Position, Wire } from './document';
import { type Drawing, freshId } from './edits';
import type { DataFacts } from './facts';
import type { GraphReport } from './graph-report';
import { blockIdOf } from './user-block';

/**
 * Puts what a block is made of in its place. Null where that cannot be said yet: no block, or one whose inputs are not known.
 *
 * @returns the drawing, and the new nodes
 */
export function unpackBlock(
  drawing: Drawing,
  id: NodeId,
  registry: Registry,
  report: GraphReport,
  facts: DataFacts | null,
): { readonly drawing: Drawing; readonly ids: readonly NodeId[] } | null {
  const { graph, layout } = drawing;
  const node = graph.nodes[id];
  const definition = node && registry[node.kind];
  const known = report.nodes[id];
  if (!node || !definition?.expand || !known?.params) return null;
  // Its parts alone would begin without the weights of its file.
  if (definition.saved?.(known.inputs, known.params, { id, facts })) return null;
  const expansion = definition.expand(known.inputs, known.params, { id, facts });
  const names = new Map<NodeId, NodeId>();
  const nodes: Record<NodeId, GraphNode> = Object.fromEntries(Object.entries(graph.nodes).filter(([other]) => other !== id));
  for (const [inner, part] of Object.entries(expansion.graph.nodes)) {
    const fresh = freshId({ nodes, wires: [] }, part.kind.startsWith('block:') ? part.kind.slice(6) : part.kind);
    names.set(inner, fresh);
    nodes[fresh] = part;
  }
  const incoming = (port: string): Wire[] => graph.wires.filter((w) => w.to.node === id && w.to.port === port);
  const wires = graph.wires.flatMap((wire): Wire[] => {
    if (wire.to.node === id) return [];
    if (wire.from.node !== id) return [wire];
    const made = expansion.outputs[wire.from.port];
    const fresh = made && names.get(made.node);
    return made && fresh ? [{ from: { node: fresh, port: made.port }, to: wire.to }] : [];
  });
  for (const wire of expansion.graph.wires) {
    const target = names.get(wire.to.node);
    if (!target) continue;
    const to = { node: target, port: wire.to.port };
    if (wire.from.node !== BLOCK_INPUT) {
      const source = names.get(wire.from.node);
      if (source) wires.push({ from: { node: source, port: wire.from.port }, to });
      continue;
    }
    const [, port = '', at = '0'] = /^(.*?)(?:_(\d+))?$/.exec(wire.from.port) ?? [];
    const outside = incoming(wire.from.port)[0] ?? incoming(port)[Number(at)];
    if (outside) wires.push({ from: outside.from, to });
  }
  const { [id]: here, ...others } = layout;
  const origin = here ?? { x: 0, y: 0 };
  const places: Record<NodeId, Position> = { ...others };
  const user = blockIdOf(node.kind);
  const own = user === null ? undefined : graph.blocks?.[user]?.layout;
  const inside = [...names.keys()].flatMap((inner) => own?.[inner] ?? []);
  const middle = (values: readonly number[]): number => (Math.min(...values) + Math.max(...values)) / 2;
  // Around the place of the block: where they were grouped, they lie as before.
  const shift = inside.length > 0 ? { x: origin.x - middle(inside.map((p) => p.x)), y: origin.y - middle(inside.map((p) => p.y)) } : origin;
  for (const [at, [inner, fresh]] of [...names].entries()) {
    const place = own?.[inner] ?? { x: at * 240, y: 0 };
    places[fresh] = { x: place.x + shift.x, y: place.y + shift.y };
  }
  return { drawing: { graph: { ...graph, nodes, wires }, layout: places }, ids: [...names.values()] };
}
