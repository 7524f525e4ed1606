import type { Registry } from './define-node';
import type { Graph, GraphNode, NodeId, Wire } from './document';
import type { NodeReport } from './graph-report';
import type { Problem } from './problem';

import { SHARES, sharedWith } from './shared-with';

const taken = new WeakMap<GraphNode, { readonly owner: GraphNode; readonly node: GraphNode }>();

/** The node with the parameters of the one whose weights it uses: the same object for the same two. */
function takeOver(node: GraphNode, owner: GraphNode): GraphNode {
  const known = taken.get(node);
  if (known?.owner === owner) return known.node;
  const made = { ...node, params: { ...owner.params, [SHARES]: node.params[SHARES] ?? null } };
  taken.set(node, { owner, node: made });
  return made;
}

/** The node whose parameters a node goes by: its own, or those of the one whose weights it uses. */
export function setBy(nodes: Graph['nodes'], id: NodeId): NodeId {
  const node = Object.hasOwn(nodes, id) ? nodes[id] : undefined;
  const other = node ? sharedWith(node) : null;
  const owner = other !== null && other !== id && Object.hasOwn(nodes, other) ? nodes[other] : undefined;
  return other !== null && owner && owner.kind === node?.kind && sharedWith(owner) === null ? other : id;
}

const resolved = new WeakMap<Graph['nodes'], Graph['nodes']>();

/** The nodes, each that shares weights set as the one whose weights it uses. The same object where none does. */
export function resolveShares(nodes: Graph['nodes']): Graph['nodes'] {
  const known = resolved.get(nodes);
  if (known) return known;
  const changed: Record<NodeId, GraphNode> = {};
  let any = false;
  for (const [id, node] of Object.entries(nodes)) {
    const other = setBy(nodes, id);
    const owner = other === id ? undefined : nodes[other];
    if (!owner) continue;
    changed[id] = takeOver(node, owner);
    any = true;
  }
  const result = any ? { ...nodes, ...changed } : nodes;
  resolved.set(nodes, result);
  return result;
}

/** What is wrong with the weights that nodes share. */
export function shareProblems(
  nodes: Graph['nodes'],
  registry: Registry,
  reports: { readonly [id: NodeId]: NodeReport },
  facts: Parameters<NonNullable<Registry[string]['weights']>>[2]['facts'],
): readonly Problem[] {
  const problems: Problem[] = [];
  for (const [id, node] of Object.entries(nodes)) {
    const other = sharedWith(node);
    if (other === null) continue;
    const say = (message: string, expected: string, received: string): void => {
      const fix = { title: 'Give it weights of its own', edits: [{ type: 'set-param', id, param: SHARES, value: null } as const] };
      problems.push({ node: id, severity: 'error', message, expected, received, fix });
    };
    const owner = Object.hasOwn(nodes, other) ? nodes[other] : undefined;
    if (other === id) say('A node cannot share weights with itself.', 'another node of its kind', other);
    else if (!owner) say(`The node “${other}”, whose weights it uses, is not in the graph.`, 'a node of this graph', other);
    else if (owner.kind !== node.kind) say('Weights are shared among nodes of one kind.', node.kind, `${other}, which is ${owner.kind}`);
    else if (sharedWith(owner) !== null) say(`“${other}” uses the weights of another node itself.`, `“${sharedWith(owner)}”`, other);
    else {
      const [mine, theirs] = [reports[id], reports[other]];
      const definition = registry[node.kind];
      if (!mine?.params || !theirs || !definition?.weights) continue;
      // Only where both are sound is it known what weights they would need.
      if (Object.keys(mine.outputs).length === 0 || Object.keys(theirs.outputs).length === 0) continue;
      const needed = definition.weights(mine.inputs, { ...mine.params, [SHARES]: null }, { id, facts });
      const shapes = (all: readonly { readonly shape: readonly number[] }[]): string => all.map(({ shape }) => shape.join('×')).join(', ');
      if (shapes(needed) !== shapes(theirs.weights)) {
        say(`The weights of “${other}” do not fit what comes in here.`, shapes(theirs.weights), shapes(needed));
      }
    }
  }
  return problems;
}

/** Nodes in an order in which the one that owns weights comes before those that use them; null: their wires do not allow it. */
export function orderWithShares(order: readonly NodeId[], nodes: Graph['nodes'], wires: readonly Wire[]): readonly NodeId[] | null {
  const owners = new Map<NodeId, NodeId>();
  for (const id of order) {
    const node = nodes[id];
    const other = node && sharedWith(node);
    if (other) owners.set(id, other);
  }
  if (owners.size === 0) return order;
  const known = new Set(order);
  const before = new Map<NodeId, NodeId[]>(order.map((id) => [id, []]));
  for (const { from, to } of wires) if (known.has(from.node)) before.get(to.node)?.push(from.node);
  for (const [id, owner] of owners) if (known.has(owner)) before.get(id)?.push(owner);
  const placed: NodeId[] = [];
  const state = new Map<NodeId, 'open' | 'placed'>();
  const visit = (id: NodeId): boolean => {
    const at = state.get(id);
    if (at) return at === 'placed';
    state.set(id, 'open');
    if (!(before.get(id) ?? []).every(visit)) return false;
    state.set(id, 'placed');
    placed.push(id);
    return true;
  };
  return order.every(visit) ? placed : null;
}
