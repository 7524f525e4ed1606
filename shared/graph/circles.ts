import type { NodeId, Wire } from './document';
import type { GraphOrder } from './order';

/**
 * Which nodes can reach themselves: those on one circle (or on several that touch) get the same number. Nodes that
 * only wait behind a circle are absent. Kosaraju's algorithm, in time linear in nodes and wires.
 */
export function findCircles({ cyclic, incoming }: Pick<GraphOrder, 'cyclic' | 'incoming'>): ReadonlyMap<NodeId, number> {
  const into = (id: NodeId): readonly Wire[] => (incoming.get(id) ?? []).filter((wire) => cyclic.has(wire.from.node));
  const sources = new Map<NodeId, NodeId[]>();
  const targets = new Map<NodeId, NodeId[]>();
  for (const id of cyclic) {
    sources.set(
      id,
      into(id).map((wire) => wire.from.node),
    );
    targets.set(id, []);
  }
  for (const [id, from] of sources) for (const source of from) targets.get(source)?.push(id);

  const finished: NodeId[] = [];
  const seen = new Set<NodeId>();
  for (const start of cyclic) {
    if (seen.has(start)) continue;
    seen.add(start);
    const stack: { readonly id: NodeId; next: number }[] = [{ id: start, next: 0 }];
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const target = targets.get(top.id)?.[top.next++];
      if (target === undefined) {
        finished.push(top.id);
        stack.pop();
      } else if (!seen.has(target)) {
        seen.add(target);
        stack.push({ id: target, next: 0 });
      }
    }
  }

  const circles = new Map<NodeId, number>();
  const placed = new Set<NodeId>();
  for (const [number, root] of finished.reverse().entries()) {
    if (placed.has(root)) continue;
    const members: NodeId[] = [root];
    placed.add(root);
    for (let at = 0; at < members.length; at++) {
      for (const source of sources.get(members[at] ?? root) ?? []) {
        if (placed.has(source)) continue;
        placed.add(source);
        members.push(source);
      }
    }
    const alone = members.length === 1 && !sources.get(root)?.includes(root);
    if (!alone) for (const id of members) circles.set(id, number);
  }
  return circles;
}
