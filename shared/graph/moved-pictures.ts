import type { Graph, NodeId, Wire } from './document';
import type { GraphEdit } from './edits';
import { removeWire } from './graph-fix';
import type { NodeReport } from './graph-report';
import type { GraphStructure } from './graph-structure';
import type { Problem } from './problem';

/** Takes a node of one input out; what followed it follows what came before it. */
function withoutNode(id: NodeId, wires: readonly Wire[]): readonly GraphEdit[] {
  const before = wires.find((wire) => wire.to.node === id);
  const after = wires.filter((wire) => wire.from.node === id);
  return [
    ...after.map(removeWire),
    ...(before ? after.map((wire): GraphEdit => ({ type: 'add-wire', from: before.from, to: wire.to })) : []),
    { type: 'remove-node', id },
  ];
}

/** All that leads to a node. */
function before(id: NodeId, structure: GraphStructure): ReadonlySet<NodeId> {
  const found = new Set<NodeId>();
  const open = [id];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const { from } of structure.incoming.get(at) ?? []) {
      if (found.has(from.node)) continue;
      found.add(from.node);
      open.push(from.node);
    }
  }
  return found;
}

/**
 * Nodes that move what stands in pictures while a node behind them learns where it stands: its boxes would stay behind.
 *
 * @param learners the nodes whose definition `learnsPlaces`
 */
export function movedPictures(
  learners: readonly NodeId[],
  graph: Graph,
  structure: GraphStructure,
  nodes: { readonly [id: NodeId]: NodeReport },
): readonly Problem[] {
  const problems = new Map<NodeId, Problem>();
  for (const id of learners) {
    const definition = nodes[id]?.definition;
    if (!definition) continue;
    for (const other of before(id, structure)) {
      const mover = nodes[other]?.definition;
      if (!mover?.movesPictures) continue;
      const title = graph.nodes[other]?.title ?? mover.title;
      problems.set(other, {
        node: other,
        severity: 'error',
        message: `${title} moves what stands in the pictures while training, and the boxes that “${graph.nodes[id]?.title ?? definition.title}” learns stay where they were.`,
        expected: 'augmentation that leaves everything in its place: brightness, contrast, erasing',
        received: mover.title,
        fix: { title: `Remove ${title}`, edits: withoutNode(other, graph.wires) },
      });
    }
  }
  return [...problems.values()];
}
