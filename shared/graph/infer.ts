import { findCircles } from './circles';
import type { AnyNode, InputSpecs, NodeCost, NodeFix, NodeProblem, Registry, WeightSpec } from './define-node';
import type { Graph, NodeId, Wire } from './document';
import { freshId, type GraphEdit } from './edits';
import type { DataFacts } from './facts';
import { orderGraph } from './order';
import type { ParamSchema, ParamsOf } from './params';
import type { Fix, Problem } from './problem';
import { readParams } from './read-params';
import type { ValueSpec } from './spec';

/** What is known of one node without building anything. */
export interface NodeReport {
  /** Null where the kind is unknown. */
  readonly definition: AnyNode | null;
  /** Null where a parameter is not valid. */
  readonly params: ParamsOf<ParamSchema> | null;
  readonly inputs: InputSpecs;
  /** Empty where the node is broken or waits for a broken one. */
  readonly outputs: { readonly [port: string]: ValueSpec };
  readonly weights: readonly WeightSpec[];
  readonly parameters: number;
  readonly cost: NodeCost | null;
}

export interface GraphReport {
  readonly nodes: { readonly [id: NodeId]: NodeReport };
  readonly problems: readonly Problem[];
  readonly parameters: number;
  readonly trainable: number;
  readonly order: readonly NodeId[];
}

function graphFix(graph: Graph, id: NodeId, wires: readonly Wire[], fix: NodeFix | null): Fix | null {
  if (!fix) return null;
  switch (fix.type) {
    case 'set':
      return { title: fix.title, edits: [{ type: 'set-param', id: fix.node ?? id, param: fix.param, value: fix.value }] };
    case 'unset':
      return { title: fix.title, edits: [{ type: 'remove-param', id, param: fix.param }] };
    case 'insert': {
      const wire = wires.find((w) => w.to.port === fix.port);
      if (!wire) return null;
      const edit: GraphEdit = {
        type: 'insert-node',
        wire,
        id: freshId(graph, fix.kind),
        kind: fix.kind,
        params: fix.params,
        input: fix.input,
        output: fix.output,
      };
      return { title: fix.title, edits: [edit] };
    }
    case 'disconnect': {
      const edits = wires.filter((w) => w.to.port === fix.port).map((w): GraphEdit => ({ type: 'remove-wire', from: w.from, to: w.to }));
      return edits.length === 0 ? null : { title: fix.title, edits };
    }
  }
}

function countWeights(weights: readonly WeightSpec[]): { all: number; trainable: number } {
  let all = 0;
  let trainable = 0;
  for (const weight of weights) {
    const size = weight.shape.reduce((product, dim) => product * dim, 1);
    all += size;
    if (weight.trainable) trainable += size;
  }
  return { all, trainable };
}

const removeWire = (wire: Wire): GraphEdit => ({ type: 'remove-wire', from: wire.from, to: wire.to });

/**
 * Infers every shape, counts every parameter and finds every problem, without building anything.
 * Linear in nodes and wires: runs on each edit.
 *
 * @param registry the node types (passed in: the graph does not know them)
 * @param facts what the data taught; null while none is chosen
 */
export function inferGraph(graph: Graph, registry: Registry, facts: DataFacts | null): GraphReport {
  const { order, cyclic, incoming } = orderGraph(graph);
  const circles = findCircles({ cyclic, incoming });
  const nodes: Record<NodeId, NodeReport> = {};
  const problems: Problem[] = [];
  let parameters = 0;
  let trainable = 0;

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

  const ids = [...order, ...cyclic];
  for (const id of ids) {
    const node = graph.nodes[id];
    if (!node) continue;
    const wires = incoming.get(id) ?? [];
    const definition = Object.hasOwn(registry, node.kind) ? (registry[node.kind] ?? null) : null;
    // `among`: the wires that a fix may change.
    const report = (p: NodeProblem, severity: Problem['severity'] = 'error', among: readonly Wire[] = wires) => {
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
    const broken = (params: NodeReport['params'], inputs: InputSpecs = {}): NodeReport => ({
      definition,
      params,
      inputs,
      outputs: {},
      weights: [],
      parameters: 0,
      cost: null,
    });

    if (!definition) {
      report({
        message: `This version does not know the node type “${node.kind}”.`,
        expected: 'a node type of this version',
        received: node.kind,
        fix: null,
      });
      nodes[id] = broken(null);
      continue;
    }
    const read = readParams(definition, node.params);
    if (!read.ok) {
      report(read.problem);
      nodes[id] = broken(null);
      continue;
    }
    const params = read.params;
    if (cyclic.has(id)) {
      // A node that only waits behind a circle is mended with it.
      const circle = circles.get(id);
      const back = circle === undefined ? [] : wires.filter((w) => circles.get(w.from.node) === circle);
      const [first] = back;
      if (first) {
        problems.push({
          node: id,
          severity: 'error',
          message: `${node.title ?? definition.title} waits for its own output.`,
          expected: 'wires that never lead back',
          received: 'a circle of wires',
          fix: {
            title: back.length === 1 ? `Remove the wire from ${first.from.node}` : `Remove the ${back.length} wires that lead back`,
            edits: back.map(removeWire),
          },
        });
      }
      nodes[id] = broken(params);
      continue;
    }

    const inputs: Record<string, ValueSpec[]> = {};
    let waiting = false;
    let refused = false;
    for (const wire of wires) {
      const port = definition.inputs.find((p) => p.name === wire.to.port);
      if (!port) {
        refused = true;
        problems.push({
          node: id,
          severity: 'error',
          message: `${definition.title} has no input “${wire.to.port}”.`,
          expected: definition.inputs.map((p) => p.name).join(', ') || 'no input',
          received: wire.to.port,
          fix: { title: 'Remove the wire', edits: [removeWire(wire)] },
        });
        continue;
      }
      const source = nodes[wire.from.node];
      const spec = source && Object.hasOwn(source.outputs, wire.from.port) ? source.outputs[wire.from.port] : undefined;
      if (!spec) {
        waiting = true;
        if (source?.definition && !source.definition.outputs.some((p) => p.name === wire.from.port)) {
          problems.push({
            node: id,
            port: port.name,
            severity: 'error',
            message: `${source.definition.title} has no output “${wire.from.port}”.`,
            expected: source.definition.outputs.map((p) => p.name).join(', ') || 'no output',
            received: wire.from.port,
            fix: { title: 'Remove the wire', edits: [removeWire(wire)] },
          });
        }
        continue;
      }
      const list = inputs[port.name];
      if (list && !port.multiple) {
        refused = true;
        problems.push({
          node: id,
          port: port.name,
          severity: 'error',
          message: `“${port.name}” of ${definition.title} takes one wire.`,
          expected: 'one wire',
          received: 'several',
          fix: { title: `Remove the wire from ${wire.from.node}`, edits: [removeWire(wire)] },
        });
      } else if (list) list.push(spec);
      else inputs[port.name] = [spec];
      if (!port.accepts.includes(spec.carries)) {
        refused = true;
        report(
          {
            message: `“${port.name}” of ${definition.title} does not take ${carriesInWords(spec.carries)}.`,
            port: port.name,
            expected: port.accepts.map(carriesInWords).join(' or '),
            received: `${carriesInWords(spec.carries)} ${shapeInWords(spec)}`,
            fix: definition.mend?.(spec, port.name) ?? { type: 'disconnect', title: 'Remove the wire', port: port.name },
          },
          'error',
          [wire],
        );
      }
    }
    const missing = definition.inputs.filter((p) => !p.optional && !wires.some((w) => w.to.port === p.name));
    for (const port of missing) {
      report({
        message: `${definition.title} needs a wire at “${port.name}”.`,
        port: port.name,
        expected: port.accepts.map(carriesInWords).join(' or '),
        received: 'nothing',
        fix: null,
      });
    }
    if (waiting || refused || missing.length > 0) {
      nodes[id] = broken(params, inputs);
      continue;
    }
    const context = { id, facts };
    const inference = definition.infer(inputs, params, context);
    if (!inference.ok) {
      report(inference.problem);
      nodes[id] = broken(params, inputs);
      continue;
    }
    for (const warning of inference.warnings ?? []) report(warning, 'warning');
    const weights = definition.weights?.(inputs, params, context) ?? [];
    const count = countWeights(weights);
    parameters += count.all;
    trainable += count.trainable;
    nodes[id] = {
      definition,
      params,
      inputs,
      outputs: inference.outputs,
      weights,
      parameters: count.all,
      cost: definition.cost?.(inputs, params) ?? null,
    };
  }
  return { nodes, problems, parameters, trainable, order };
}

/** `a feature map`: what a wire carries, in a sentence. */
export function carriesInWords(carries: ValueSpec['carries']): string {
  switch (carries) {
    case 'text':
      return 'text';
    case 'image':
      return 'an image';
    case 'audio':
      return 'sound';
    case 'features':
      return 'a feature map';
    case 'sequence':
      return 'a sequence';
    case 'vector':
      return 'a vector';
    case 'ids':
      return 'ids';
    case 'scores':
      return 'attention scores';
  }
}

function shapeInWords(spec: ValueSpec): string {
  return spec.shape.length <= 1 ? '' : `(${spec.shape.slice(1).join(' × ')})`;
}
