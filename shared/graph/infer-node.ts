import { countWeights } from './count-weights';
import type { AnyNode, InputSpecs, NodeProblem } from './define-node';
import type { Graph, GraphNode, NodeId } from './document';
import type { DataFacts } from './facts';
import { graphFix, removeWire } from './graph-fix';
import type { NodeReport } from './graph-report';
import type { GraphStructure } from './graph-structure';
import { type Complaints, gatherInputs } from './node-inputs';
import type { Problem } from './problem';
import { readParams } from './read-params';

/** A node's report, and what the graph's report takes from it besides. */
export interface Inferred {
  readonly report: NodeReport;
  readonly problems: readonly Problem[];
  readonly trainable: number;
}

/** What a node is judged by besides its own data. */
export interface Surroundings {
  readonly graph: Graph;
  readonly structure: GraphStructure;
  readonly facts: DataFacts | null;
  /** The report of a node before it. */
  sourceOf(id: NodeId): NodeReport | undefined;
}

function circleProblem(id: NodeId, node: GraphNode, definition: AnyNode, structure: GraphStructure): Problem | null {
  // A node that only waits behind a circle is mended with it.
  const circle = structure.circles.get(id);
  const wires = structure.incoming.get(id) ?? [];
  const back = circle === undefined ? [] : wires.filter((w) => structure.circles.get(w.from.node) === circle);
  const [first] = back;
  if (!first) return null;
  return {
    node: id,
    severity: 'error',
    message: `${node.title ?? definition.title} waits for its own output.`,
    expected: 'wires that never lead back',
    received: 'a circle of wires',
    fix: {
      title: back.length === 1 ? `Remove the wire from ${first.from.node}` : `Remove the ${back.length} wires that lead back`,
      edits: back.map(removeWire),
    },
  };
}

/**
 * Infers one node from its own data, its wires and the reports of the nodes before it.
 *
 * @param checked its parameters where they were read before; null: not yet, or not with success
 */
export function inferNode(
  id: NodeId,
  node: GraphNode,
  definition: AnyNode | null,
  around: Surroundings,
  checked: NodeReport['params'] = null,
): Inferred {
  const { graph, structure, facts } = around;
  const wires = structure.incoming.get(id) ?? [];
  const problems: Problem[] = [];
  const report = (p: NodeProblem, severity: Problem['severity'] = 'error', among = wires) => {
    problems.push({
      node: id,
      ...(p.port === undefined ? {} : { port: p.port }),
      severity,
      message: p.message,
      expected: p.expected,
      received: p.received,
      fix: graphFix(graph, id, among, p.fix),
    });
  };
  const complain: Complaints = {
    add: (problem) => problems.push(problem),
    mendable: (problem, among) => report(problem, 'error', among),
  };
  const broken = (params: NodeReport['params'], inputs: InputSpecs = {}): Inferred => ({
    report: { definition, params, inputs, outputs: {}, weights: [], parameters: 0, cost: null },
    problems,
    trainable: 0,
  });

  if (!definition) {
    report({
      message: `This version does not know the node type “${node.kind}”.`,
      expected: 'a node type of this version',
      received: node.kind,
      fix: null,
    });
    return broken(null);
  }
  const read = checked ? { ok: true as const, params: checked } : readParams(definition, node.params);
  if (!read.ok) {
    report(read.problem);
    return broken(null);
  }
  const { params } = read;
  if (structure.cyclic.has(id)) {
    const problem = circleProblem(id, node, definition, structure);
    if (problem) problems.push(problem);
    return broken(params);
  }
  const { inputs, ready } = gatherInputs(id, definition, wires, around.sourceOf, complain);
  if (!ready) return broken(params, inputs);
  const context = { id, facts };
  const inference = definition.infer(inputs, params, context);
  if (!inference.ok) {
    report(inference.problem);
    return broken(params, inputs);
  }
  for (const warning of inference.warnings ?? []) report(warning, 'warning');
  const weights = definition.weights?.(inputs, params, context) ?? [];
  const count = countWeights(weights);
  return {
    report: {
      definition,
      params,
      inputs,
      outputs: inference.outputs,
      weights,
      parameters: count.all,
      cost: definition.cost?.(inputs, params) ?? null,
    },
    problems,
    trainable: count.trainable,
  };
}
