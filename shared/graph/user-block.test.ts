import { describe, expect, it } from 'vitest';
import { planModel } from '../codegen/plan';
import { nodesOf } from '../nodes/nodes-of';
import { NODES } from '../nodes/registry.gen';
import { graphSchema } from '../project/schema';
import type { Graph, Wire } from './document';
import type { Drawing } from './edits';
import type { DataFacts } from './facts';
import { groupNodes } from './group';
import { inferGraph } from './infer';
import { unpackBlock } from './unpack';

const wire = (from: string, to: string): Wire => {
  const [a = '', out = 'output'] = from.split('.');
  const [b = '', into = 'input'] = to.split('.');
  return { from: { node: a, port: out }, to: { node: b, port: into } };
};
const node = (kind: string, params = {}) => ({ kind, title: null, params });

const GRAPH: Graph = {
  nodes: {
    table: node('TableInput'),
    columns: node('ColumnEmbedding', { units: 8 }),
    attention: node('MultiHeadAttention', { num_heads: 2, key_dim: 4 }),
    add: node('Add'),
    norm: node('LayerNormalization'),
    mean: node('GlobalAveragePooling1D'),
    value: node('Regression'),
  },
  wires: [
    wire('table.output', 'columns'),
    wire('columns', 'attention.query'),
    wire('columns', 'add.inputs'),
    wire('attention', 'add.inputs'),
    wire('add', 'norm'),
    wire('norm', 'mean'),
    wire('mean', 'value'),
  ],
};
const [TABLE_OUT] = NODES.TableInput?.outputs ?? [];
const DRAWING: Drawing = {
  graph: {
    ...GRAPH,
    wires: GRAPH.wires.map((w) => (w.from.node === 'table' ? { ...w, from: { node: 'table', port: TABLE_OUT?.name ?? '' } } : w)),
  },
  layout: Object.fromEntries(Object.keys(GRAPH.nodes).map((id, i) => [id, { x: i * 200, y: 0 }])),
};
const FACTS: DataFacts = {
  samples: 9,
  inputs: { table: { kind: 'table', columns: ['a', 'b', 'c'] } },
  targets: { y: { kind: 'value', column: 'y' } },
};

const infer = (graph: Graph) => inferGraph(graph, nodesOf(graph), FACTS);
const errors = (graph: Graph) => infer(graph).problems.filter((p) => p.severity === 'error');

function grouped(ids: readonly string[]) {
  const before = infer(DRAWING.graph);
  const made = groupNodes(DRAWING, ids, NODES, (ref) => before.nodes[ref.node]?.outputs[ref.port], 'Residual attention');
  if (!made.ok) throw new Error(made.reason);
  return made;
}

describe('a block of the user’s own', () => {
  it('says the same as the nodes that it was made of', () => {
    expect(errors(DRAWING.graph)).toEqual([]);
    const { drawing, id, block } = grouped(['attention', 'add', 'norm']);
    expect(Object.keys(drawing.graph.nodes).sort()).toEqual(['columns', id, 'mean', 'table', 'value'].sort());
    expect(errors(drawing.graph)).toEqual([]);
    const [before, after] = [infer(DRAWING.graph), infer(drawing.graph)];
    expect(after.parameters).toBe(before.parameters);
    expect(after.nodes[id]?.outputs.output).toEqual(before.nodes.norm?.outputs.output);
    expect(nodesOf(drawing.graph)[`block:${block}`]?.inputs.map((p) => p.name)).toEqual(['query']);
    expect(() => graphSchema.parse(drawing.graph)).not.toThrow();
  });

  it('lowers to the same layers under its name, and shows the maps inside', () => {
    const { drawing, id } = grouped(['attention', 'add', 'norm']);
    const planned = planModel(drawing.graph, nodesOf(drawing.graph), FACTS);
    if (!planned.ok) throw new Error(planned.problems[0]?.message);
    expect(planned.plan.records.map((r) => r.name)).toEqual(expect.arrayContaining([`${id}_attention`, `${id}_add`, `${id}_norm`]));
    expect(planned.plan.maps).toMatchObject([{ node: `${id}_attention`, owner: id, title: 'Residual attention › Multi-head attention' }]);
  });

  it('hands out parameters of nodes inside', () => {
    const { drawing, id, block } = grouped(['attention', 'add', 'norm']);
    const made = drawing.graph.blocks?.[block];
    if (!made) throw new Error('no block');
    const params = { heads: { doc: 'How many', targets: [{ node: 'attention', param: 'num_heads' }] } };
    const graph: Graph = {
      ...drawing.graph,
      blocks: { [block]: { ...made, params } },
      nodes: { ...drawing.graph.nodes, [id]: { kind: `block:${block}`, title: null, params: { heads: 3 } } },
    };
    const definition = nodesOf(graph)[`block:${block}`];
    expect(definition?.params.heads?.default).toBe(2);
    expect(errors(graph)).toEqual([]);
    const more = infer(graph).parameters - infer(drawing.graph).parameters;
    // One head more: four kernels of 8 × 4, three biases of 4.
    expect(more).toBe(4 * 8 * 4 + 3 * 4);
    const odd = { ...graph, nodes: { ...graph.nodes, [id]: { kind: `block:${block}`, title: null, params: { heads: 0 } } } };
    expect(errors(odd)[0]?.message).toContain('heads');
  });

  it('unpacks into what it was made of', () => {
    const { drawing, id } = grouped(['attention', 'add', 'norm']);
    const unpacked = unpackBlock(drawing, id, nodesOf(drawing.graph), infer(drawing.graph), FACTS);
    if (!unpacked) throw new Error('cannot be unpacked');
    expect(errors(unpacked.drawing.graph)).toEqual([]);
    expect(infer(unpacked.drawing.graph).parameters).toBe(infer(DRAWING.graph).parameters);
    expect(unpacked.drawing.graph.wires).toHaveLength(GRAPH.wires.length);
    const places = (layout: Drawing['layout']) =>
      Object.values(layout)
        .map(({ x, y }) => `${x},${y}`)
        .sort();
    expect(places(unpacked.drawing.layout)).toEqual(places(DRAWING.layout));
  });

  it('is not made of nodes where data enters, nor around a path that leaves and comes back', () => {
    expect(groupNodes(DRAWING, ['table', 'columns'], NODES, () => undefined, 'x')).toMatchObject({ ok: false });
    expect(groupNodes(DRAWING, ['columns', 'add'], NODES, () => undefined, 'x')).toMatchObject({
      ok: false,
      reason: expect.stringContaining('comes back'),
    });
  });

  it('that contains itself is unknown, never a crash', () => {
    const { drawing, block } = grouped(['norm']);
    const made = drawing.graph.blocks?.[block];
    if (!made) throw new Error('no block');
    const inside = { ...made.graph, nodes: { ...made.graph.nodes, self: { kind: `block:${block}`, title: null, params: {} } } };
    const graph = { ...drawing.graph, blocks: { [block]: { ...made, graph: inside } } };
    expect(errors(graph)[0]?.message).toContain('does not know');
  });
});

it('a block of ours unpacks into nodes that say the same', () => {
  const graph: Graph = {
    ...DRAWING.graph,
    nodes: { ...DRAWING.graph.nodes, attention: node('TransformerEncoder', { num_heads: 2, layers: 2 }) },
    wires: DRAWING.graph.wires.map((w) => (w.to.node === 'attention' ? { ...w, to: { node: 'attention', port: 'input' } } : w)),
  };
  expect(errors(graph)).toEqual([]);
  const unpacked = unpackBlock({ graph, layout: {} }, 'attention', nodesOf(graph), infer(graph), FACTS);
  if (!unpacked) throw new Error('cannot be unpacked');
  expect(errors(unpacked.drawing.graph)).toEqual([]);
  expect(infer(unpacked.drawing.graph).parameters).toBe(infer(graph).parameters);
});

it.each([
  { what: 'a volume', shape: [1, 1, 3, 1], kind: 'Conv3D', params: { filters: 2, kernel_size: [1, 1, 3] } },
  { what: 'volumes one after another', shape: [1, 1, 1, 3, 1], kind: 'ConvLSTM3D', params: { filters: 2, kernel_size: [1, 1, 3] } },
])('a block may take $what', ({ shape, kind, params }) => {
  const graph: Graph = {
    nodes: {
      table: node('TableInput'),
      reshape: node('Reshape', { target_shape: shape }),
      look: node(kind, params),
      mean: node('GlobalAveragePooling3D'),
      value: node('Regression'),
    },
    wires: [wire(`table.${TABLE_OUT?.name}`, 'reshape'), wire('reshape', 'look'), wire('look', 'mean'), wire('mean', 'value')],
  };
  const before = infer(graph);
  expect(errors(graph)).toEqual([]);
  const made = groupNodes({ graph, layout: {} }, ['look'], NODES, (ref) => before.nodes[ref.node]?.outputs[ref.port], 'Look');
  if (!made.ok) throw new Error(made.reason);
  expect(errors(made.drawing.graph)).toEqual([]);
  expect(infer(made.drawing.graph).parameters).toBe(before.parameters);
  // Edited by itself it has no problem either: the entry takes what comes.
  const inside = made.drawing.graph.blocks?.[made.block]?.graph;
  if (!inside) throw new Error('no block');
  expect(inferGraph(inside, nodesOf(made.drawing.graph), null).problems.filter((p) => p.severity === 'error')).toEqual([]);
});

it('a block may take sound', () => {
  const inside: Graph = {
    nodes: { entry: node('BlockInput', { carries: 'audio' }), mel: node('MelSpectrogram'), exit: node('BlockOutput') },
    wires: [wire('entry', 'mel'), wire('mel', 'exit')],
  };
  expect(inferGraph(inside, NODES, null).problems.filter((p) => p.severity === 'error')).toEqual([]);
  const blocks = { ear: { title: 'Ear', doc: '', graph: inside, layout: {}, params: {} } };
  expect(nodesOf({ blocks })['block:ear']?.inputs.map((port) => port.accepts)).toEqual([['audio']]);
});
