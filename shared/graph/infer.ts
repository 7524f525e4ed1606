import type { Registry } from './define-node';
import type { Graph, GraphNode, NodeId } from './document';
import type { DataFacts } from './facts';
import type { GraphReport, NodeReport } from './graph-report';
import { type GraphStructure, sameWires, structureOf } from './graph-structure';
import { type Inferred, inferNode, type Surroundings } from './infer-node';
import { movedPictures } from './moved-pictures';
import type { Problem } from './problem';
import { sameData } from './same-data';
import { resolveShares, shareProblems } from './shares';
import type { ValueSpec } from './spec';
import { tieProblems } from './ties';

interface Known extends Inferred {
  readonly node: GraphNode;
}

/** What the report after the next edit can be made of. */
interface Memory {
  readonly registry: Registry;
  readonly facts: DataFacts | null;
  readonly structure: GraphStructure;
  readonly nodes: ReadonlyMap<NodeId, Known>;
}

/** Apart from the report, which is plain data; forgotten with it. */
const memories = new WeakMap<GraphReport, Memory>();

const sameNode = (a: GraphNode, b: GraphNode): boolean =>
  a === b || (a.kind === b.kind && a.title === b.title && sameData(a.params, b.params));

/** A fix that inserts a node names it by what the whole graph leaves free. */
const namesNode = ({ fix }: Problem): boolean => fix?.edits.some((edit) => edit.type === 'insert-node') ?? false;

type Outputs = NodeReport['outputs'];

/** The new outputs in the old objects wherever they say the same: what lies behind them stays as it is. */
function keepOutputs(before: Outputs, after: Outputs): Outputs {
  const ports = Object.keys(after);
  const kept: Record<string, ValueSpec> = {};
  let count = 0;
  for (const [port, spec] of Object.entries(after)) {
    const old = Object.hasOwn(before, port) ? before[port] : undefined;
    const same = old !== undefined && sameData(old, spec);
    kept[port] = same ? old : spec;
    if (same) count += 1;
  }
  if (count === ports.length && sameData(Object.keys(before), ports)) return before;
  return count === 0 ? after : kept;
}

/** What a report says, in plain data: more would follow from it and from the definition. */
const saidBy = (r: NodeReport) => [Object.keys(r), r.params, r.inputs, r.outputs, r.weights, r.parameters, r.cost];

/** A report of the same objects as before where it says the same. */
function keepReport(before: NodeReport, after: NodeReport): NodeReport {
  if (before.definition !== after.definition) return after;
  const outputs = keepOutputs(before.outputs, after.outputs);
  const kept = outputs === after.outputs ? after : { ...after, outputs };
  return outputs === before.outputs && sameData(saidBy(before), saidBy(kept)) ? before : kept;
}

/** Which nodes are known already, and which specs of theirs are new ones. */
function remembering(structure: GraphStructure, memory: Memory | null) {
  const sameStructure = memory?.structure === structure;
  // Nodes whose outputs are other objects than before: all that hangs on them is asked again.
  const moved = new Set<NodeId>();
  const sameSurroundings = (id: NodeId): boolean => {
    if (sameStructure && moved.size === 0) return true;
    const wires = structure.incoming.get(id) ?? [];
    if (!sameStructure && !sameWires(memory?.structure.incoming.get(id) ?? [], wires)) return false;
    return moved.size === 0 || !wires.some((wire) => moved.has(wire.from.node));
  };
  return {
    /** What was known of a node, if nothing that it depends on changed. */
    recall(id: NodeId, node: GraphNode): Known | null {
      const known = memory?.nodes.get(id);
      if (!known || !sameNode(known.node, node)) return null;
      if (!sameStructure) {
        if (structure.cyclic.has(id) || memory?.structure.cyclic.has(id)) return null;
        if (known.problems.some(namesNode)) return null;
      }
      if (!sameSurroundings(id)) return null;
      return known.node === node ? known : { ...known, node };
    },
    /** The parameters of a node that is as it was: they need no second check. */
    paramsOf(id: NodeId, node: GraphNode): NodeReport['params'] {
      const known = memory?.nodes.get(id);
      return known?.node === node ? known.report.params : null;
    },
    /** Takes in what a node was found to be. */
    note(id: NodeId, node: GraphNode, found: Inferred): Known {
      const before = memory?.nodes.get(id)?.report;
      const report = before ? keepReport(before, found.report) : found.report;
      if (before?.outputs !== report.outputs || before.definition !== report.definition) moved.add(id);
      return { ...found, report, node };
    },
  };
}

/**
 * Infers every shape, counts every parameter and finds every problem, without building anything. Linear in nodes and wires
 * at first; runs on each edit, and then asks only the nodes that the edit changed and those behind them as far as shapes
 * change.
 *
 * @param registry the node types (passed in: the graph does not know them)
 * @param facts what the data taught; null while none is chosen
 * @param before the report of an earlier state of the graph: of nodes for which nothing changed, the result has the same
 *   objects. It says the same as without.
 */
export function inferGraph(given: Graph, registry: Registry, facts: DataFacts | null, before?: GraphReport): GraphReport {
  const remembered = before && memories.get(before);
  const memory = remembered && remembered.registry === registry && remembered.facts === facts ? remembered : null;
  const graph: Graph = { ...given, nodes: resolveShares(given.nodes) };
  const structure = structureOf(graph, memory?.structure ?? null);
  const { recall, paramsOf, note } = remembering(structure, memory);

  const nodes: Record<NodeId, NodeReport> = {};
  const known = new Map<NodeId, Known>();
  const around: Surroundings = { graph, structure, facts, sourceOf: (id) => (Object.hasOwn(nodes, id) ? nodes[id] : undefined) };
  const problems: Problem[] = [...structure.problems];
  // Few, if any: found on the way, so that an edit of a large graph goes through it but once.
  const learners: NodeId[] = [];
  const tied: NodeId[] = [];
  let parameters = 0;
  let trainable = 0;
  const ask = (id: NodeId, node: GraphNode): Inferred => {
    const definition = Object.hasOwn(registry, node.kind) ? (registry[node.kind] ?? null) : null;
    return inferNode(id, node, definition, around, paramsOf(id, node));
  };
  const take = (id: NodeId): void => {
    const node = graph.nodes[id];
    if (!node) return;
    const found = recall(id, node) ?? note(id, node, ask(id, node));
    known.set(id, found);
    nodes[id] = found.report;
    const { definition } = found.report;
    if (definition?.learnsPlaces) learners.push(id);
    if (definition?.tied) tied.push(id);
    if (found.problems.length > 0) problems.push(...found.problems);
    parameters += found.report.parameters;
    trainable += found.trainable;
  };
  for (const id of structure.order) take(id);
  for (const id of structure.cyclic) take(id);

  problems.push(
    ...shareProblems(given.nodes, registry, nodes, facts),
    ...movedPictures(learners, graph, structure, nodes),
    ...tieProblems(tied, nodes, facts),
  );
  const report: GraphReport = { nodes, problems, parameters, trainable, order: structure.order };
  memories.set(report, { registry, facts, structure, nodes: known });
  return report;
}
