import { findCircles } from './circles';
import type { Graph, NodeId, Wire } from './document';
import { removeWire } from './graph-fix';
import { type GraphOrder, orderGraph } from './order';
import type { Problem } from './problem';

/** What follows from the names of the nodes and from the wires alone. */
export interface GraphStructure extends GraphOrder {
  /** Nodes on one circle have the same number. */
  readonly circles: ReadonlyMap<NodeId, number>;
  /** Wires that lead to nodes that are not there. */
  readonly problems: readonly Problem[];
  readonly nodes: Graph['nodes'];
  readonly wires: Graph['wires'];
}

/** Whether two graphs have nodes of the same names. */
function sameIds(a: Graph['nodes'], b: Graph['nodes']): boolean {
  if (a === b) return true;
  let surplus = 0;
  for (const id in a) {
    if (!Object.hasOwn(b, id)) return false;
    surplus += 1;
  }
  return surplus === Object.keys(b).length;
}

const sameWire = (a: Wire | undefined, b: Wire): boolean =>
  a === b ||
  (a !== undefined && a.from.node === b.from.node && a.from.port === b.from.port && a.to.node === b.to.node && a.to.port === b.to.port);

/** Whether two lists hold the same wires in the same order. By value: a step that was undone has copies. */
export function sameWires(a: readonly Wire[], b: readonly Wire[]): boolean {
  return a === b || (a.length === b.length && b.every((wire, i) => sameWire(a[i], wire)));
}

function looseWires(graph: Graph): readonly Problem[] {
  const problems: Problem[] = [];
  for (const wire of graph.wires) {
    for (const end of [wire.from, wire.to]) {
      if (Object.hasOwn(graph.nodes, end.node)) continue;
      const other = end === wire.from ? wire.to.node : wire.from.node;
      problems.push({
        node: Object.hasOwn(graph.nodes, other) ? other : null,
        severity: 'error',
        message: `A wire leads to “${end.node}”, which is not in the graph.`,
        expected: 'a node of this graph',
        received: end.node,
        fix: { title: 'Remove the wire', edits: [removeWire(wire)] },
      });
    }
  }
  return problems;
}

/** The structure of a graph; `before` itself where only what is set on the nodes changed. */
export function structureOf(graph: Graph, before: GraphStructure | null): GraphStructure {
  if (before && sameIds(graph.nodes, before.nodes) && sameWires(before.wires, graph.wires)) return before;
  const order = orderGraph(graph);
  return { ...order, circles: findCircles(order), problems: looseWires(graph), nodes: graph.nodes, wires: graph.wires };
}
