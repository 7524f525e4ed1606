import type { JsonObject } from '../json';
import type { Registry } from './define-node';
import type { Graph, GraphNode, NodeId, PortRef, UserBlock, Wire } from './document';
import { type Drawing, freshId } from './edits';
import type { ValueSpec } from './spec';
import { blockKind, ENTRY, EXIT } from './user-block';

export type Grouping =
  | { readonly ok: true; readonly drawing: Drawing; readonly id: NodeId; readonly block: string }
  | { readonly ok: false; readonly reason: string };

const keyOf = (ref: PortRef): string => `${ref.node}.${ref.port}`;

/** Whether a path leaves the chosen nodes and comes back: together they would wait for themselves. */
function comesBack(graph: Graph, chosen: ReadonlySet<NodeId>): boolean {
  const seen = new Set<NodeId>();
  const next = graph.wires.filter((w) => chosen.has(w.from.node) && !chosen.has(w.to.node)).map((w) => w.to.node);
  for (let id = next.pop(); id !== undefined; id = next.pop()) {
    if (chosen.has(id)) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    for (const wire of graph.wires) if (wire.from.node === id) next.push(wire.to.node);
  }
  return false;
}

/** A name that is no other port's yet: the port that is fed, `input_1` where two are called alike. */
function portName(taken: Set<string>, wanted: string): string {
  const base = /^[a-z][a-z0-9_]{0,28}$/.test(wanted) ? wanted : 'value';
  let name = base;
  for (let i = 1; taken.has(name); i++) name = `${base}_${i}`;
  taken.add(name);
  return name;
}

function entryParams(name: string, spec: ValueSpec | undefined): JsonObject {
  const carries = spec?.carries ?? 'sequence';
  const shape = spec?.shape.slice(1).map((dim) => (typeof dim === 'number' ? dim : 16));
  return { name, carries, ...(shape && shape.length > 0 ? { shape } : {}) };
}

/**
 * Makes a block of the user's own out of some nodes, and one instance of it in their place.
 *
 * @param specs what an output gives, where that is known: shapes to draw with inside
 */
export function groupNodes(
  drawing: Drawing,
  ids: Iterable<NodeId>,
  registry: Registry,
  specs: (ref: PortRef) => ValueSpec | undefined,
  title: string,
): Grouping {
  const { graph, layout } = drawing;
  const chosen = new Set([...ids].filter((id) => Object.hasOwn(graph.nodes, id)));
  if (chosen.size === 0) return { ok: false, reason: 'Select the nodes that become a block.' };
  for (const id of chosen) {
    const kind = graph.nodes[id]?.kind ?? '';
    const definition = Object.hasOwn(registry, kind) ? registry[kind] : undefined;
    if (!definition) return { ok: false, reason: `This version does not know the node type “${kind}”: it stays outside a block.` };
    if (definition.feed || definition.hostOnly || definition.target) {
      return { ok: false, reason: `${definition.title} stays outside: data enters, and the model is asked, in the graph itself.` };
    }
  }
  if (comesBack(graph, chosen)) {
    return { ok: false, reason: 'A path leaves these nodes and comes back: select what lies between, too.' };
  }

  const nodes: Record<NodeId, GraphNode> = {};
  const places: Record<NodeId, { x: number; y: number }> = {};
  for (const id of chosen) {
    const node = graph.nodes[id];
    if (node) nodes[id] = node;
    const place = layout[id];
    if (place) places[id] = place;
  }
  const xs = Object.values(places).map(({ x }) => x);
  const ys = Object.values(places).map(({ y }) => y);
  const [left, right, top] = xs.length > 0 ? [Math.min(...xs), Math.max(...xs), Math.min(...ys)] : [0, 0, 0];
  const inner: Wire[] = [];
  const outer: Wire[] = [];
  const instance = freshId(graph, title);
  const entries = new Map<string, { id: NodeId; name: string }>();
  const exits = new Map<string, { id: NodeId; name: string }>();
  const [inNames, outNames] = [new Set<string>(), new Set<string>()];
  const port = (
    side: typeof entries,
    ref: PortRef,
    kind: string,
    taken: Set<string>,
    wanted: string,
    params: (name: string) => JsonObject,
  ) => {
    const known = side.get(keyOf(ref));
    if (known) return known;
    const made = { id: freshId({ nodes, wires: [] }, kind), name: portName(taken, wanted) };
    nodes[made.id] = { kind, title: null, params: params(made.name) };
    places[made.id] = { x: kind === ENTRY ? left - 260 : right + 260, y: top + side.size * 110 };
    side.set(keyOf(ref), made);
    return made;
  };
  for (const wire of graph.wires) {
    const [from, to] = [chosen.has(wire.from.node), chosen.has(wire.to.node)];
    if (from && to) inner.push(wire);
    else if (to) {
      const before = entries.has(keyOf(wire.from));
      const entry = port(entries, wire.from, ENTRY, inNames, wire.to.port, (name) => entryParams(name, specs(wire.from)));
      inner.push({ from: { node: entry.id, port: 'output' }, to: wire.to });
      if (!before) outer.push({ from: wire.from, to: { node: instance, port: entry.name } });
    } else if (from) {
      const exit = port(exits, wire.from, EXIT, outNames, wire.from.port, (name) => ({ name }));
      if (!inner.some((w) => w.to.node === exit.id)) inner.push({ from: wire.from, to: { node: exit.id, port: 'input' } });
      outer.push({ from: { node: instance, port: exit.name }, to: wire.to });
    } else outer.push(wire);
  }
  if (exits.size === 0) {
    // Nothing behind it yet: what no node inside takes leaves the block.
    for (const id of [...chosen].sort()) {
      const definition = registry[graph.nodes[id]?.kind ?? ''];
      const [first] = definition?.outputs ?? [];
      if (!first || inner.some((w) => w.from.node === id)) continue;
      const exit = port(exits, { node: id, port: first.name }, EXIT, outNames, first.name, (name) => ({ name }));
      inner.push({ from: { node: id, port: first.name }, to: { node: exit.id, port: 'input' } });
    }
  }

  const kept = Object.fromEntries(Object.entries(graph.nodes).filter(([id]) => !chosen.has(id)));
  const keptPlaces = Object.fromEntries(Object.entries(layout).filter(([id]) => !chosen.has(id)));
  const blocks = graph.blocks ?? {};
  const block = freshBlockId(blocks, title);
  const made: UserBlock = { title, doc: '', graph: { nodes, wires: inner }, layout: places, params: {} };
  const middle = (values: readonly number[]): number => (values.length > 0 ? (Math.min(...values) + Math.max(...values)) / 2 : 0);
  return {
    ok: true,
    id: instance,
    block,
    drawing: {
      graph: {
        nodes: { ...kept, [instance]: { kind: blockKind(block), title: null, params: {} } },
        wires: outer,
        blocks: { ...blocks, [block]: made },
      },
      // Where unpacking it puts the nodes back to their places.
      layout: { ...keptPlaces, [instance]: { x: middle(xs), y: middle(ys) } },
    },
  };
}

/** `my_block`, `my_block_1`: the first id that no block has. */
export function freshBlockId(blocks: { readonly [id: string]: UserBlock }, title: string): string {
  const plain = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 48);
  const base = plain || 'block';
  for (let i = 0; ; i++) {
    const id = i === 0 ? base : `${base}_${i}`;
    if (!Object.hasOwn(blocks, id)) return id;
  }
}
