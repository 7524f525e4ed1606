import type { JsonObject } from '../json';
import type { Graph, GraphNode, NodeId } from './document';

/** The parameters of a node with those that its file leaves out. */
export type Complete = (node: GraphNode) => JsonObject;

interface Edge {
  /** Which port, which way, the other end's port and, going in, the place among the port's wires. */
  readonly label: string;
  readonly other: NodeId;
}

interface Side {
  readonly graph: Graph;
  readonly edges: ReadonlyMap<NodeId, readonly Edge[]>;
  /** Nodes that have no partner yet, sorted. */
  readonly free: Set<NodeId>;
  /** What can be told apart of each node so far: equal numbers on both sides look the same. */
  colours: Map<NodeId, number>;
}

function edgesOf(graph: Graph): ReadonlyMap<NodeId, readonly Edge[]> {
  const edges = new Map<NodeId, Edge[]>(Object.keys(graph.nodes).map((id) => [id, []]));
  const places = new Map<string, number>();
  for (const { from, to } of graph.wires) {
    const port = `${to.node}.${to.port}`;
    const place = places.get(port) ?? 0;
    places.set(port, place + 1);
    edges.get(to.node)?.push({ label: `in ${to.port} ${place} ${from.port}`, other: from.node });
    edges.get(from.node)?.push({ label: `out ${from.port} ${to.port}`, other: to.node });
  }
  return edges;
}

/** Numbers for texts: the same text, on whichever side, the same number. */
function interning(): (text: string) => number {
  const known = new Map<string, number>();
  return (text) => {
    const number = known.get(text) ?? known.size;
    known.set(text, number);
    return number;
  };
}

function sortedJson(params: JsonObject): string {
  return JSON.stringify(params, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

/**
 * Colour refinement (Weisfeiler and Leman): nodes without a partner start with their kind and parameters, and learn in each
 * round what lies around them, until a round tells nothing new.
 */
function refine(sides: readonly Side[], partners: ReadonlyMap<NodeId, NodeId>, complete: Complete): void {
  const number = interning();
  const [before, after] = sides;
  const anchors = new Map([...partners].map(([a, b]) => [b, a]));
  for (const side of sides) {
    side.colours = new Map();
    for (const [id, node] of Object.entries(side.graph.nodes)) {
      const anchor = side === before ? (partners.has(id) ? id : undefined) : anchors.get(id);
      side.colours.set(id, number(anchor === undefined ? `${node.kind} ${sortedJson(complete(node))}` : `= ${anchor}`));
    }
  }
  const rounds = (before?.free.size ?? 0) + (after?.free.size ?? 0);
  let classes = 0;
  for (let round = 0; round < rounds; round++) {
    const seen = new Set<number>();
    for (const side of sides) {
      const next = new Map(side.colours);
      for (const id of side.free) {
        const around = (side.edges.get(id) ?? []).map(({ label, other }) => `${label} ${side.colours.get(other) ?? ''}`).sort();
        const colour = number(`${round} ${side.colours.get(id)} (${around.join(', ')})`);
        next.set(id, colour);
        seen.add(colour);
      }
      side.colours = next;
    }
    if (seen.size === classes) return;
    classes = seen.size;
  }
}

function byColour(side: Side): ReadonlyMap<number, readonly NodeId[]> {
  const groups = new Map<number, NodeId[]>();
  for (const id of side.free) {
    const colour = side.colours.get(id) ?? -1;
    groups.set(colour, [...(groups.get(colour) ?? []), id]);
  }
  return groups;
}

/**
 * Which node of `after` is which of `before`: the one with its id and kind; else one that was only renamed, that is, has
 * the same kind and parameters and is wired to the same nodes. Others have no partner.
 */
export function matchNodes(before: Graph, after: Graph, complete: Complete = (node) => node.params): ReadonlyMap<NodeId, NodeId> {
  const partners = new Map<NodeId, NodeId>();
  for (const [id, node] of Object.entries(before.nodes)) {
    if (Object.hasOwn(after.nodes, id) && after.nodes[id]?.kind === node.kind) partners.set(id, id);
  }
  const side = (graph: Graph): Side => ({
    graph,
    edges: edgesOf(graph),
    free: new Set(
      Object.keys(graph.nodes)
        .filter((id) => !partners.has(id))
        .sort(),
    ),
    colours: new Map(),
  });
  const [a, b] = [side(before), side(after)];
  while (a.free.size > 0 && b.free.size > 0) {
    refine([a, b], partners, complete);
    const others = byColour(b);
    const pairs = [...byColour(a)].flatMap(([colour, mine]) => {
      const theirs = others.get(colour);
      return theirs ? [{ mine, theirs }] : [];
    });
    const clear = pairs.filter(({ mine, theirs }) => mine.length === 1 && theirs.length === 1);
    // Twins: any two of them are right, but the choice binds what is wired to them. One choice, then look again.
    const chosen = clear.length > 0 ? clear : pairs.slice(0, 1);
    if (chosen.length === 0) break;
    for (const { mine, theirs } of chosen) {
      const [one] = mine;
      const [other] = theirs;
      if (one === undefined || other === undefined) continue;
      partners.set(one, other);
      a.free.delete(one);
      b.free.delete(other);
    }
  }
  return partners;
}
