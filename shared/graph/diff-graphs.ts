import { diffJson, type JsonChange } from '../diff-json';
import type { Graph, GraphNode, NodeId, PortRef } from './document';
import { type Complete, matchNodes } from './match-nodes';

export interface NodeEntry {
  readonly id: NodeId;
  readonly node: GraphNode;
}

/** A node that both graphs have, and what of it differs. */
export interface NodeChange {
  readonly before: NodeId;
  /** Another id: it was renamed. */
  readonly after: NodeId;
  readonly node: GraphNode;
  /** Null where it is called the same. */
  readonly title: { readonly before: string | null; readonly after: string | null } | null;
  /** Parameter by parameter. */
  readonly params: readonly JsonChange[];
}

/** An input port that other wires reach now, in the order in which they were drawn. */
export interface PortChange {
  /** Null on the side that does not have the node. */
  readonly before: NodeId | null;
  readonly after: NodeId | null;
  readonly port: string;
  readonly was: readonly PortRef[];
  readonly is: readonly PortRef[];
}

export interface GraphDiff {
  readonly added: readonly NodeEntry[];
  readonly removed: readonly NodeEntry[];
  readonly changed: readonly NodeChange[];
  readonly rewired: readonly PortChange[];
}

/** What reaches each input port: node, port, sources. */
function inputsOf(graph: Graph): ReadonlyMap<NodeId, ReadonlyMap<string, readonly PortRef[]>> {
  const inputs = new Map<NodeId, Map<string, PortRef[]>>();
  for (const { from, to } of graph.wires) {
    const ports = inputs.get(to.node) ?? new Map<string, PortRef[]>();
    ports.set(to.port, [...(ports.get(to.port) ?? []), from]);
    inputs.set(to.node, ports);
  }
  return inputs;
}

/**
 * What differs between two graphs in what they mean: nodes, their parameters, their wires. Where they lie on the canvas is
 * not in a graph; the order of wires counts only within a port.
 *
 * @param complete adds the parameters that a node leaves out, so that a default that is written down is no difference
 */
export function diffGraphs(before: Graph, after: Graph, complete: Complete = (node) => node.params): GraphDiff {
  const partners = matchNodes(before, after, complete);
  const matched = new Set(partners.values());
  const entries = (graph: Graph, left: (id: NodeId) => boolean) =>
    Object.entries(graph.nodes).flatMap(([id, node]) => (left(id) ? [{ id, node }] : []));

  const changed = [...partners].flatMap(([id, partner]): readonly NodeChange[] => {
    const [a, b] = [before.nodes[id], after.nodes[partner]];
    if (!a || !b) return [];
    const title = a.title === b.title ? null : { before: a.title, after: b.title };
    const params = diffJson(complete(a), complete(b));
    return id !== partner || title || params.length > 0 ? [{ before: id, after: partner, node: b, title, params }] : [];
  });

  const [was, is] = [inputsOf(before), inputsOf(after)];
  /** The partner's name, or one that nothing in `after` has. */
  const moved = (ref: PortRef) => `${partners.get(ref.node) ?? `- ${ref.node}`}.${ref.port}`;
  const ports = (one: NodeId | null, other: NodeId | null): readonly PortChange[] => {
    const [a, b] = [one === null ? undefined : was.get(one), other === null ? undefined : is.get(other)];
    return [...new Set([...(a?.keys() ?? []), ...(b?.keys() ?? [])])].sort().flatMap((port) => {
      const [from, to] = [a?.get(port) ?? [], b?.get(port) ?? []];
      const same = from.length === to.length && from.every((ref, i) => moved(ref) === `${to[i]?.node}.${to[i]?.port}`);
      return same ? [] : [{ before: one, after: other, port, was: from, is: to }];
    });
  };
  const removed = entries(before, (id) => !partners.has(id));
  const added = entries(after, (id) => !matched.has(id));
  const rewired = [
    ...[...partners].flatMap(([one, other]) => ports(one, other)),
    ...removed.flatMap(({ id }) => ports(id, null)),
    ...added.flatMap(({ id }) => ports(null, id)),
  ];
  return { added, removed, changed, rewired };
}
