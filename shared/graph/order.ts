import type { Graph, NodeId, Wire } from './document';

export interface GraphOrder {
  /** Sources before targets; nodes of the same rank in the order of their ids. */
  readonly order: readonly NodeId[];
  /** Nodes on a cycle or behind one: they have no place in the order. */
  readonly cyclic: ReadonlySet<NodeId>;
  readonly incoming: ReadonlyMap<NodeId, readonly Wire[]>;
}

/** Topological order (Kahn), in time linear in nodes and wires. Wires with a missing end are ignored. */
export function orderGraph(graph: Graph): GraphOrder {
  const incoming = new Map<NodeId, Wire[]>();
  const outgoing = new Map<NodeId, NodeId[]>();
  const waiting = new Map<NodeId, number>();
  const ids = Object.keys(graph.nodes).sort();
  for (const id of ids) {
    incoming.set(id, []);
    outgoing.set(id, []);
    waiting.set(id, 0);
  }
  for (const wire of graph.wires) {
    const targets = outgoing.get(wire.from.node);
    const sources = incoming.get(wire.to.node);
    if (!targets || !sources) continue;
    sources.push(wire);
    targets.push(wire.to.node);
    waiting.set(wire.to.node, (waiting.get(wire.to.node) ?? 0) + 1);
  }
  const order: NodeId[] = ids.filter((id) => waiting.get(id) === 0);
  for (let at = 0; at < order.length; at++) {
    const id = order[at] as NodeId;
    for (const target of outgoing.get(id) ?? []) {
      const left = (waiting.get(target) ?? 0) - 1;
      waiting.set(target, left);
      if (left === 0) order.push(target);
    }
  }
  const placed = new Set(order);
  return { order, cyclic: new Set(ids.filter((id) => !placed.has(id))), incoming };
}

/** Whether `to` can be reached from `from` along wires. */
export function reaches(graph: Graph, from: NodeId, to: NodeId): boolean {
  const next = new Map<NodeId, NodeId[]>();
  for (const wire of graph.wires) {
    const targets = next.get(wire.from.node);
    if (targets) targets.push(wire.to.node);
    else next.set(wire.from.node, [wire.to.node]);
  }
  const seen = new Set<NodeId>([from]);
  const stack = [from];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (id === to) return true;
    for (const target of next.get(id) ?? []) {
      if (!seen.has(target)) {
        seen.add(target);
        stack.push(target);
      }
    }
  }
  return false;
}
