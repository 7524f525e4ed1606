import { BLOCK_INPUT } from './block-input';
import {
  type AnyNode,
  defineNode,
  type Expansion,
  type InferContext,
  type Inference,
  type InputSpecs,
  type LowerContext,
  type Lowered,
  type NodeCost,
  type NodeDefinition,
  type NodeProblem,
  type Registry,
  refuse,
  type WeightSpec,
} from './define-node';
import type { Graph, PortRef } from './document';
import type { GraphReport } from './graph-report';
import { inferGraph } from './infer';
import type { LayerRecord, TensorRef } from './layer-record';
import { isMap, sidesOf } from './map-sides';
import type { ParamSchema, ParamsOf } from './params';
import type { Problem } from './problem';
import { orderWithShares } from './shares';
import type { ValueSpec } from './spec';
import type { WeightStart } from './weight-start';
import { weightStartsOf } from './weight-starts-of';

export interface BlockDefinition<S extends ParamSchema>
  extends Omit<NodeDefinition<S>, 'infer' | 'layers' | 'weights' | 'cost' | 'expand'> {
  /** The node types that it is made of, or may be. */
  readonly parts: readonly AnyNode[] | Registry;
  /** What must hold before it can be expanded; null: it can. */
  refuse?(inputs: InputSpecs, params: ParamsOf<S>, context: InferContext): Inference | null;
  /** What is doubtful although it can be built. What the nodes inside warn of is said besides. */
  warn?(inputs: InputSpecs, params: ParamsOf<S>, context: InferContext): readonly NodeProblem[];
  expand(inputs: InputSpecs, params: ParamsOf<S>, context: InferContext): Expansion;
}

const portName = (port: string, at: number): string => (at === 0 ? port : `${port}_${at}`);

/** A definition that gives what came to the block, so that inference of the inner graph begins with it. */
function portal(inputs: InputSpecs): AnyNode {
  const outputs: Record<string, ValueSpec> = {};
  for (const [port, specs] of Object.entries(inputs)) for (const [at, spec] of specs.entries()) outputs[portName(port, at)] = spec;
  return defineNode({
    kind: 'BlockInput',
    family: 'input',
    title: 'Input of the block',
    letter: 'I',
    doc: 'What is wired to the block.',
    inputs: [],
    outputs: Object.keys(outputs).map((name) => ({ name, doc: 'What is wired to the block there' })),
    params: {},
    summary: () => '',
    infer: () => ({ ok: true, outputs }),
    layers: () => ({ records: [], outputs: {} }),
    examples: [],
  });
}

const isList = (parts: readonly AnyNode[] | Registry): parts is readonly AnyNode[] => Array.isArray(parts);

interface Inside {
  readonly expansion: Expansion;
  readonly report: GraphReport;
}

/**
 * A node type made of others: shapes, weights, cost and layers follow from the graph inside. The window can unpack it into
 * that graph.
 */
export function defineBlock<const S extends ParamSchema>(block: BlockDefinition<S>): AnyNode {
  const { parts } = block;
  const registry: Registry = isList(parts) ? Object.fromEntries(parts.map((part) => [part.kind, part])) : parts;

  // Shapes, weights, cost and layers are asked one after the other, of the same objects.
  const known = new WeakMap<InputSpecs, { readonly params: ParamsOf<S>; readonly facts: InferContext['facts']; readonly inside: Inside }>();
  const inside = (inputs: InputSpecs, params: ParamsOf<S>, context: InferContext): Inside => {
    const before = known.get(inputs);
    if (before && before.params === params && before.facts === context.facts) return before.inside;
    const made = look(inputs, params, context);
    known.set(inputs, { params, facts: context.facts, inside: made });
    return made;
  };
  const look = (inputs: InputSpecs, params: ParamsOf<S>, context: InferContext): Inside => {
    const expansion = block.expand(inputs, params, context);
    const graph: Graph = {
      nodes: { ...expansion.graph.nodes, [BLOCK_INPUT]: { kind: 'BlockInput', title: null, params: {} } },
      wires: expansion.graph.wires,
    };
    return { expansion, report: inferGraph(graph, { ...registry, BlockInput: portal(inputs) }, context.facts) };
  };

  /** What is said of a node inside, as it is said of the block. */
  const fromInside = ({ node, message }: Problem, { graph }: Expansion): string => {
    const part = node === null ? null : graph.nodes[node];
    const name = part ? (part.title ?? registry[part.kind]?.title ?? part.kind) : null;
    return `${name ? `Inside, at ${name}: ` : ''}${message}`;
  };

  const infer = (inputs: InputSpecs, params: ParamsOf<S>, context: InferContext): Inference => {
    const refused = block.refuse?.(inputs, params, context);
    if (refused) return refused;
    const { expansion, report } = inside(inputs, params, context);
    const problem = report.problems.find((p) => p.severity === 'error');
    if (problem) {
      return refuse(fromInside(problem, expansion), {
        ...(problem.expected === null ? {} : { expected: problem.expected }),
        ...(problem.received === null ? {} : { received: problem.received }),
      });
    }
    const outputs: Record<string, ValueSpec> = {};
    for (const [port, from] of Object.entries(expansion.outputs)) {
      const spec = report.nodes[from.node]?.outputs[from.port];
      if (!spec) throw new Error(`the block ${block.kind} has no value for its output “${port}”`);
      outputs[port] = spec;
    }
    const inner = report.problems.map((warning): NodeProblem => {
      const { expected, received } = warning;
      return { message: fromInside(warning, expansion), expected, received, fix: null };
    });
    const warnings = [...(block.warn?.(inputs, params, context) ?? []), ...inner];
    return { ok: true, outputs, ...(warnings.length > 0 && { warnings }) };
  };

  const weights = (inputs: InputSpecs, params: ParamsOf<S>, context: InferContext): WeightSpec[] => {
    const { report } = inside(inputs, params, context);
    return report.order.flatMap((id) => (report.nodes[id]?.weights ?? []).map((weight) => ({ ...weight, name: `${id}/${weight.name}` })));
  };

  const cost = (inputs: InputSpecs, params: ParamsOf<S>): NodeCost => costOf(inside(inputs, params, { id: 'block', facts: null }).report);

  const layers = (context: LowerContext<ParamsOf<S>>): Lowered => {
    const { expansion, report } = inside(context.specs, context.params, context);
    const lowered = lowerInside(expansion, report, context);
    // A saved model has in its weights what the nodes inside learned: they do not learn it anew.
    return block.saved?.(context.specs, context.params, context) ? { ...lowered, starts: [] } : lowered;
  };

  const { parts: _parts, refuse: _refuse, warn: _warn, expand, ...rest } = block;
  return defineNode<S>({ ...rest, expand, infer, weights, cost, layers });
}

/** The sum of the parts, and what they hand to each other. */
function costOf(report: GraphReport): NodeCost {
  let [multiplications, scoresBytes, held] = [0, 0, 0];
  let growth: string | null = null;
  for (const [id, node] of Object.entries(report.nodes)) {
    if (id === BLOCK_INPUT) continue;
    const { cost } = node;
    multiplications += cost?.multiplications ?? 0;
    scoresBytes += cost?.scoresBytes ?? 0;
    held += cost?.held ?? 0;
    if (cost?.growth && (growth === null || cost.growth.length > growth.length)) growth = cost.growth;
    const asked = new Set(node.definition?.outputs.filter((port) => port.onDemand).map(({ name }) => name));
    for (const [port, spec] of Object.entries(node.outputs)) {
      if (asked.has(port)) continue;
      held += spec.shape.slice(1).reduce<number>((n, dim) => n * (typeof dim === 'number' ? dim : 1), 1);
    }
  }
  return { multiplications, scoresBytes, growth, held };
}

function lowerInside(expansion: Expansion, report: GraphReport, context: LowerContext<unknown>): Lowered {
  const { graph } = expansion;
  const refs = new Map<string, TensorRef>();
  const key = ({ node, port }: PortRef): string => `${node}.${port}`;
  for (const [port, outside] of Object.entries(context.refs)) {
    for (const [at, ref] of outside.entries()) refs.set(key({ node: BLOCK_INPUT, port: portName(port, at) }), ref);
  }
  const records: LayerRecord[] = [];
  const maps: NonNullable<Lowered['maps']>[number][] = [];
  const starts: WeightStart[] = [];
  const order = orderWithShares(report.order, graph.nodes, graph.wires) ?? report.order;
  for (const inner of order) {
    const node = report.nodes[inner];
    if (inner === BLOCK_INPUT || !node?.definition || !node.params) continue;
    const wired: Record<string, TensorRef[]> = {};
    for (const wire of graph.wires) {
      const ref = wire.to.node === inner ? refs.get(key(wire.from)) : undefined;
      if (ref) wired[wire.to.port] = [...(wired[wire.to.port] ?? []), ref];
    }
    const id = `${context.id}_${inner}`;
    const lowered = node.definition.layers({
      id,
      params: node.params,
      specs: node.inputs,
      refs: wired,
      facts: context.facts,
      sibling: (other) => `${context.id}_${other}`,
    });
    records.push(...lowered.records);
    starts.push(
      ...weightStartsOf(node.definition, id, node.inputs, wired, node.params, { id, facts: context.facts }),
      ...(lowered.starts ?? []),
    );
    for (const [port, ref] of Object.entries(lowered.outputs)) refs.set(key({ node: inner, port }), ref);
    const title = graph.nodes[inner]?.title ?? node.definition.title;
    const { map } = node.definition;
    const ref = map && isMap(map, node.outputs) && lowered.outputs[map.output];
    if (map && ref) {
      maps.push({ part: inner, kind: node.definition.kind, title, map, ref, ...sidesOf(map, node) });
    }
    for (const deeper of lowered.maps ?? []) maps.push({ ...deeper, part: `${inner}_${deeper.part}`, title: `${title} › ${deeper.title}` });
  }
  const outputs = Object.fromEntries(
    Object.entries(expansion.outputs).flatMap(([port, from]) => {
      const ref = refs.get(key(from));
      return ref ? [[port, ref] as const] : [];
    }),
  );
  return { records, outputs, maps, starts };
}
