import { defineNode, type Registry } from '../graph/define-node';
import type { Graph, NodeId, Wire } from '../graph/document';
import type { DataFacts } from '../graph/facts';
import { inferGraph } from '../graph/infer';
import { inputOf, refOf } from '../graph/input-of';
import type { ValueSpec } from '../graph/spec';
import { StudioError } from '../studio-error';
import { type ModelPlan, planModel } from './plan';

/** An output that asks for nothing: where a model that is only looked at ends. In no palette. */
const SHOWN = defineNode({
  kind: 'Shown',
  family: 'output',
  title: 'Shown',
  letter: 'S',
  doc: 'What flows here.',
  inputs: [{ name: 'input', doc: 'Anything', accepts: ['image', 'audio', 'features', 'volume', 'sequence', 'vector', 'ids'] }],
  outputs: [{ name: 'output', doc: 'The same' }],
  params: {},
  summary: () => '',
  infer: (inputs) => ({ ok: true, outputs: { output: inputOf(inputs, 'input') } }),
  target: (_p, { id }) => ({ kind: 'value', node: id, target: 'value', loss: 'mean_squared_error', standardize: false }),
  layers: ({ refs }) => ({ records: [], outputs: { output: refOf(refs, 'input') } }),
  examples: [],
});

export interface PreviewPlan {
  /** Two outputs: what comes in at the node, and what goes out. */
  readonly plan: ModelPlan;
  /** Of both. */
  readonly spec: ValueSpec;
}

/** Ids that no node of a person's has: those have no capitals. */
const [BEFORE, AFTER] = ['Before', 'After'];

/**
 * The model of a graph up to a node with one input and one output of the same form.
 *
 * @throws StudioError where something before the node is not whole
 */
export function planPreview(graph: Graph, registry: Registry, facts: DataFacts, node: NodeId): PreviewPlan {
  const into = new Map<NodeId, Wire[]>();
  for (const wire of graph.wires) into.set(wire.to.node, [...(into.get(wire.to.node) ?? []), wire]);
  const kept = new Set<NodeId>();
  const visit = (id: NodeId): void => {
    if (kept.has(id)) return;
    kept.add(id);
    for (const wire of into.get(id) ?? []) visit(wire.from.node);
  };
  visit(node);
  const [source] = into.get(node) ?? [];
  const definition = registry[graph.nodes[node]?.kind ?? ''];
  const port = definition?.outputs[0]?.name;
  if (!source || port === undefined) {
    throw new StudioError('Nothing comes in at this node yet.', { advice: 'Draw a wire from an input to it.' });
  }
  const part: Graph = {
    ...graph,
    nodes: {
      ...Object.fromEntries(Object.entries(graph.nodes).filter(([id]) => kept.has(id))),
      [BEFORE]: { kind: SHOWN.kind, title: null, params: {} },
      [AFTER]: { kind: SHOWN.kind, title: null, params: {} },
    },
    wires: [
      ...graph.wires.filter(({ from, to }) => kept.has(from.node) && kept.has(to.node)),
      { from: source.from, to: { node: BEFORE, port: 'input' } },
      { from: { node, port }, to: { node: AFTER, port: 'input' } },
    ],
  };
  const known = { ...registry, [SHOWN.kind]: SHOWN };
  const planned = planModel(part, known, facts);
  if (!planned.ok) {
    const [problem] = planned.problems;
    throw new StudioError(problem?.message ?? 'What stands before this node is not whole.', {
      ...(problem?.expected ? { expected: problem.expected } : {}),
      ...(problem?.received ? { received: problem.received } : {}),
    });
  }
  const spec = inferGraph(part, known, facts).nodes[AFTER]?.outputs.output;
  if (!spec) throw new Error(`nothing is known of what ${node} gives`);
  return { plan: inOrder(planned.plan), spec };
}

/** The value before first, whatever the order of the graph. */
function inOrder(plan: ModelPlan): ModelPlan {
  const targets = [BEFORE, AFTER].flatMap((id) => plan.targets.filter((target) => target.plan.node === id));
  return { ...plan, targets };
}
