import type { Json, JsonObject } from '../json';
import { BLOCK_INPUT } from './block-input';
import { defineBlock } from './define-block';
import type { AnyNode, Expansion, InputPort, OutputPort, Registry } from './define-node';
import type { Graph, GraphNode, NodeId, PortRef, UserBlock, Wire } from './document';
import type { Param, ParamSchema } from './params';
import type { Carries } from './spec';

/** The kinds of the nodes inside a user's block where values come in and go out. */
export const ENTRY = 'BlockInput';
export const EXIT = 'BlockOutput';

/** The kind of the node that stands for a block of the user's. */
export const blockKind = (id: string): string => `block:${id}`;

/** The block that a kind stands for; null: a node type of ours. */
export const blockIdOf = (kind: string): string | null => (kind.startsWith('block:') ? kind.slice('block:'.length) : null);

const textOf = (node: GraphNode, param: string): string => {
  const value = node.params[param];
  return typeof value === 'string' ? value : '';
};

// A kind that is forgotten here does not compile.
const CARRIES = Object.keys({
  text: true,
  image: true,
  audio: true,
  features: true,
  volume: true,
  volumes: true,
  sequence: true,
  vector: true,
  ids: true,
  scores: true,
} satisfies Record<Carries, true>) as readonly Carries[];

/** Nodes of a kind inside a block, in the order of their ids: its ports on that side. */
const portNodes = (graph: Graph, kind: string): readonly (readonly [NodeId, GraphNode])[] =>
  Object.entries(graph.nodes)
    .filter(([, node]) => node.kind === kind)
    .sort(([a], [b]) => (a < b ? -1 : 1));

function inputPorts(block: UserBlock): InputPort[] {
  return portNodes(block.graph, ENTRY).map(([id, node]) => {
    const carries = CARRIES.find((kind) => kind === node.params.carries);
    return { name: textOf(node, 'name') || id, doc: node.title ?? 'A value from outside', accepts: carries ? [carries] : CARRIES };
  });
}

function outputPorts(block: UserBlock): OutputPort[] {
  return portNodes(block.graph, EXIT).map(([id, node]) => ({
    name: textOf(node, 'name') || id,
    doc: node.title ?? 'A value of the block',
  }));
}

/** The parameters of a block: those of nodes inside that it hands out, with the value inside as their default. */
function paramsOf(block: UserBlock, registry: Registry): ParamSchema {
  const params: Record<string, Param> = {};
  for (const [name, { targets, doc }] of Object.entries(block.params)) {
    const [first] = targets;
    const node = first && block.graph.nodes[first.node];
    const own = node && registry[node.kind]?.params[first.param];
    if (!node || !own || !first) continue;
    const inside = Object.hasOwn(node.params, first.param) ? own.parse(node.params[first.param]) : null;
    params[name] = { ...own, doc: doc || own.doc, default: inside?.ok ? inside.value : own.default, advanced: false };
  }
  return params;
}

/** The inner graph with the block's parameters set, its entries replaced by the block's own inputs, its exits by outputs. */
function expand(block: UserBlock, values: { readonly [param: string]: Json }): Expansion {
  const nodes: Record<NodeId, GraphNode> = {};
  const entries = new Map<NodeId, string>();
  const exits = new Map<NodeId, string>();
  for (const [id, node] of Object.entries(block.graph.nodes)) {
    if (node.kind === ENTRY) entries.set(id, textOf(node, 'name') || id);
    else if (node.kind === EXIT) exits.set(id, textOf(node, 'name') || id);
    else nodes[id] = node;
  }
  for (const [name, { targets }] of Object.entries(block.params)) {
    for (const { node: id, param } of targets) {
      const node = nodes[id];
      const value = values[name];
      if (node && value !== undefined) nodes[id] = { ...node, params: { ...node.params, [param]: value } satisfies JsonObject };
    }
  }
  const outputs: Record<string, PortRef> = {};
  const wires = block.graph.wires.flatMap((wire): Wire[] => {
    const entry = entries.get(wire.from.node);
    const from = entry === undefined ? wire.from : { node: BLOCK_INPUT, port: entry };
    const exit = exits.get(wire.to.node);
    if (exit === undefined) return [{ from, to: wire.to }];
    outputs[exit] = from;
    return [];
  });
  return { graph: { nodes, wires }, outputs };
}

/**
 * The node type of a block of the user's.
 *
 * @param registry what its nodes may be: ours, and the user's other blocks
 */
export function userBlockNode(id: string, block: UserBlock, registry: Registry): AnyNode {
  const outputs = outputPorts(block);
  const schema = paramsOf(block, registry);
  return defineBlock({
    kind: blockKind(id),
    family: 'block',
    title: block.title,
    letter: block.title.trim().charAt(0).toUpperCase() || 'B',
    doc: block.doc || 'A block of your own.',
    parts: registry,
    inputs: inputPorts(block),
    outputs,
    params: schema,
    summary: (params) => {
      const shown = Object.entries(params).filter(([name]) => name in schema);
      return shown.length === 0
        ? `${Object.values(block.graph.nodes).filter(({ kind }) => kind !== ENTRY && kind !== EXIT).length} nodes`
        : shown.map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`).join(', ');
    },
    expand: (_inputs, params) => expand(block, params),
    examples: [],
  });
}
