import { BLOCK_INPUT } from '../graph/block-input';
import type { AnyNode, Expansion, InferContext, Registry } from '../graph/define-node';
import type { Graph, GraphNode } from '../graph/document';
import type { DataFacts } from '../graph/facts';
import type { GraphReport } from '../graph/graph-report';
import { inferGraph } from '../graph/infer';
import type { SavedLayer, SavedModel, SavedReference } from '../graph/saved-model';
import { kerasShape } from '../graph/spec';
import { SAVED_PARTS } from '../nodes/saved-parts.gen';
import { StudioError } from '../studio-error';

/** How a node was trained says nothing of what it computes. */
const OF_TRAINING: ReadonlySet<string> = new Set(['trainable', 'learning_rate_factor', 'kernel_l1', 'kernel_l2', 'kernel_max_norm']);

const trainedParams = ({ params }: GraphNode): GraphNode['params'] =>
  Object.fromEntries(Object.entries(params).filter(([name]) => !OF_TRAINING.has(name)));

/** Everything before a node, by wires. */
function before(graph: Graph, node: string): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const { from, to } of graph.wires) {
      if (to.node !== next || found.has(from.node)) continue;
      found.add(from.node);
      waiting.push(from.node);
    }
  }
  return found;
}

interface Place {
  readonly graph: Graph;
  readonly report: GraphReport;
  readonly registry: Registry;
  readonly facts: DataFacts | null;
  /** Before the names of the layers: of a block `block_`. */
  readonly prefix: string;
}

type Made = Map<string, SavedReference>;
const key = (node: string, port: string): string => `${node}\0${port}`;

function sourcesOf({ graph }: Place, id: string, made: Made): SavedLayer['from'] {
  const from: Record<string, SavedReference[]> = {};
  for (const wire of graph.wires) {
    const ref = wire.to.node === id ? made.get(key(wire.from.node, wire.from.port)) : undefined;
    if (ref) from[wire.to.port] = [...(from[wire.to.port] ?? []), ref];
  }
  return from;
}

/** A block that a saved model may not hold as one – a saved model itself, a block of the user's own – in its parts. */
function inline(place: Place, id: string, definition: AnyNode, expansion: Expansion, made: Made, layers: SavedLayer[]): void {
  const { report, registry, facts, prefix } = place;
  const inputs = report.nodes[id]?.inputs ?? {};
  const inner: Made = new Map();
  for (const [port, refs] of Object.entries(sourcesOf(place, id, made))) {
    for (const [at, ref] of refs.entries()) inner.set(key(BLOCK_INPUT, at === 0 ? port : `${port}_${at}`), ref);
  }
  const entry: AnyNode = {
    ...definition,
    kind: BLOCK_INPUT,
    inputs: [],
    params: {},
    infer: () => ({
      ok: true,
      outputs: Object.fromEntries(
        Object.entries(inputs).flatMap(([port, specs]) => specs.map((spec, at) => [at === 0 ? port : `${port}_${at}`, spec] as const)),
      ),
    }),
  };
  const graph: Graph = {
    ...expansion.graph,
    nodes: { ...expansion.graph.nodes, [BLOCK_INPUT]: { kind: BLOCK_INPUT, title: null, params: {} } },
  };
  const within = { ...registry, [BLOCK_INPUT]: entry };
  walk({ graph, report: inferGraph(graph, within, facts), registry, facts, prefix: `${prefix}${id}_` }, inner, layers);
  for (const [port, from] of Object.entries(expansion.outputs)) {
    const ref = inner.get(key(from.node, from.port));
    if (ref) made.set(key(id, port), ref);
  }
}

/** Adds the layers of a graph, sources first, and notes where each value is made. */
function walk(place: Place, made: Made, layers: SavedLayer[], only: ReadonlySet<string> | null = null): void {
  const { graph, report, registry, facts, prefix } = place;
  for (const id of report.order) {
    const node = graph.nodes[id];
    const definition = node && registry[node.kind];
    if (!node || !definition || id === BLOCK_INPUT || made.has(key(id, definition.outputs[0]?.name ?? ''))) continue;
    if ((only && !only.has(id)) || definition.hostOnly) continue;
    const context: InferContext = { id, facts };
    const { params, inputs } = report.nodes[id] ?? {};
    if (Object.hasOwn(SAVED_PARTS, node.kind)) {
      const name = `${prefix}${id}`;
      layers.push({ name, kind: node.kind, params: trainedParams(node), from: sourcesOf(place, id, made) });
      for (const { name: port } of definition.outputs) made.set(key(id, port), { layer: name, port });
    } else if (definition.expand && params && inputs) {
      inline(place, id, definition, definition.expand(inputs, params, context), made, layers);
    } else {
      throw new StudioError(`The node “${id}” (${definition.title}) cannot stand in a saved model.`, {
        expected: 'nodes that compute',
        received: definition.title,
        advice: 'Choose a model without it.',
      });
    }
  }
}

/**
 * A model of ours up to what its first output is asked of, as a saved model: its nodes are the layers. Their names are those
 * of the weights in its checkpoints.
 *
 * @param report of the graph with the data that it was trained with; without errors
 * @throws StudioError where it has other than one input
 */
export function fromGraph(graph: Graph, registry: Registry, report: GraphReport, facts: DataFacts | null): SavedModel {
  const target = report.order.find((id) => report.nodes[id]?.definition?.target);
  const last = graph.wires.find((wire) => wire.to.node === target)?.from;
  if (target === undefined || !last) throw new StudioError('The model has no output.', { expected: 'an output node', received: 'none' });
  const needed = before(graph, target);
  const inputs = report.order.filter((id) => needed.has(id) && report.nodes[id]?.definition?.feed);
  const [input] = inputs;
  const [spec] = Object.values((input !== undefined && report.nodes[input]?.outputs) || {});
  if (input === undefined || !spec || inputs.length !== 1) {
    throw new StudioError('The saved model has several inputs.', {
      expected: 'one input',
      received: inputs.join(', ') || 'none',
      advice: 'Choose a model with one.',
    });
  }
  const made: Made = new Map();
  for (const port of Object.keys(report.nodes[input]?.outputs ?? {})) made.set(key(input, port), { layer: input, port: 'output' });
  const layers: SavedLayer[] = [];
  walk({ graph, report, registry, facts, prefix: '' }, made, layers, needed);
  const output = made.get(key(last.node, last.port));
  if (!output || layers.length === 0) {
    throw new StudioError('The saved model has nothing between its input and its output.', {
      expected: 'nodes that compute',
      received: 'none',
    });
  }
  return { input: { name: input, shape: kerasShape(spec.shape) }, layers, output };
}
