import { describe, expect, it } from 'vitest';
import { planModel } from '../../codegen/plan';
import type { Graph } from '../../graph/document';
import type { DataFacts } from '../../graph/facts';
import { inferGraph } from '../../graph/infer';
import type { SavedModel } from '../../graph/saved-model';
import type { Json, JsonObject } from '../../json';
import { NODES } from '../registry.gen';
import { chain } from './chain';
import { layerShapes } from './layer-shapes';

const facts: DataFacts = {
  samples: 9,
  inputs: { table: { kind: 'table', columns: ['a', 'b', 'c'] } },
  targets: { class: { kind: 'classes', labels: ['x', 'y'] } },
};

const MODEL = chain(
  [null, 3],
  [
    ['Block/Dense', 'Dense', { units: 4 }],
    ['block.dense', 'Dropout', { rate: 0.5 }],
    ['input', 'Dense', { units: 5 }],
    ['last', 'Dropout', { rate: 0.5 }],
    ['3d', 'Dense', { units: 2 }],
  ],
);

const fileOf = (model: unknown): JsonObject => ({ path: '/m.keras', facts: { layers: 1 }, sha256: 'a'.repeat(64), model: model as Json });

function graphOf(params: JsonObject, more: Graph['nodes'] = {}): Graph {
  return {
    nodes: {
      table: { kind: 'TableInput', title: null, params: {} },
      old: { kind: 'PretrainedModel', title: null, params },
      out: { kind: 'Classification', title: null, params: {} },
      ...more,
    },
    wires: [
      { from: { node: 'table', port: 'columns' }, to: { node: 'old', port: 'input' } },
      { from: { node: 'old', port: 'output' }, to: { node: 'out', port: 'input' } },
    ],
  };
}

function planOf(params: JsonObject) {
  const planned = planModel(graphOf(params), NODES, facts);
  if (!planned.ok) throw new Error(planned.problems[0]?.message);
  return planned.plan;
}

const errors = (params: JsonObject): string[] =>
  inferGraph(graphOf(params), NODES, facts)
    .problems.filter(({ severity, node }) => severity === 'error' && node === 'old')
    .map(({ message, expected, received }) => `${message} ${expected} ${received}`);

describe('a saved model in a graph', () => {
  it('keeps up to a layer what it knows; what works in training only is left out there', () => {
    const frozen = (frozen_up_to: string) =>
      planOf({ file: fileOf(MODEL), frozen_up_to })
        .records.filter(({ name }) => name.startsWith('old_'))
        .map(({ name, class_name, config }) => `${name} ${class_name}${config.trainable === false ? ' frozen' : ''}`);
    expect(frozen('')).toEqual(['old_block_dense Dense frozen', 'old_input_2 Dense frozen', 'old_layer_3d Dense frozen']);
    expect(frozen('input')).toEqual(['old_block_dense Dense frozen', 'old_input_2 Dense frozen', 'old_last Dropout', 'old_layer_3d Dense']);
    expect(frozen('none')).toHaveLength(5);
  });

  it('begins as its file: each layer by the name that it has there', () => {
    expect(planOf({ file: fileOf(MODEL), cut_at: 'input' }).starts).toEqual([
      {
        type: 'saved',
        layer: 'old',
        source: { kind: 'file', path: '/m.keras', sha256: 'a'.repeat(64) },
        layers: [
          { part: 'block_dense', name: 'Block/Dense' },
          { part: 'block_dense_2', name: 'block.dense' },
          { part: 'input_2', name: 'input' },
        ],
      },
    ]);
  });

  it('is read once for two towers', () => {
    const graph = graphOf(
      { file: fileOf(MODEL) },
      {
        twin: { kind: 'PretrainedModel', title: null, params: { file: fileOf(MODEL), shares_weights_with: 'old' } },
        sum: { kind: 'Add', title: null, params: {} },
      },
    );
    const wires = [
      graph.wires[0],
      { from: { node: 'table', port: 'columns' }, to: { node: 'twin', port: 'input' } },
      { from: { node: 'old', port: 'output' }, to: { node: 'sum', port: 'inputs' } },
      { from: { node: 'twin', port: 'output' }, to: { node: 'sum', port: 'inputs' } },
      { from: { node: 'sum', port: 'output' }, to: { node: 'out', port: 'input' } },
    ].filter((wire) => wire !== undefined);
    const planned = planModel({ ...graph, wires }, NODES, facts);
    if (!planned.ok) throw new Error(planned.problems[0]?.message);
    expect(planned.plan.starts?.map(({ layer }) => layer)).toEqual(['old']);
    expect(planned.plan.records.filter(({ shares }) => shares !== undefined).map(({ name }) => name)).toContain('twin_block_dense');
  });

  it('lists its layers with what they give', () => {
    expect(layerShapes(MODEL, null)).toEqual([
      { name: 'Block/Dense', kind: 'Dense', shape: '4' },
      { name: 'block.dense', kind: 'Dropout', shape: '4' },
      { name: 'input', kind: 'Dense', shape: '5' },
      { name: 'last', kind: 'Dropout', shape: '5' },
      { name: '3d', kind: 'Dense', shape: '2' },
    ]);
  });

  it('is refused without a file, unread, for another input, at a layer that it has not', () => {
    expect(errors({})).toEqual([expect.stringContaining('No saved model is chosen yet')]);
    expect(errors({ file: '/m.keras' })).toEqual([expect.stringContaining('has not been read yet')]);
    expect(errors({ file: fileOf({ ...MODEL, input: { name: 'input_1', shape: [null, 7] } }) })).toEqual([expect.stringContaining('7 3')]);
    expect(errors({ file: fileOf(MODEL), cut_at: 'ghost' })).toEqual([expect.stringContaining('no layer “ghost”')]);
    expect(errors({ file: fileOf(MODEL), frozen_up_to: 'ghost' })).toEqual([expect.stringContaining('no layer “ghost”')]);
  });

  const dense = (name: string, from: string) => ({
    name,
    kind: 'Dense',
    params: { units: 3 },
    from: { input: [{ layer: from, port: 'output' }] },
  });
  it.each<[string, unknown]>([
    ['layers in a circle', { ...MODEL, layers: [dense('a', 'b'), dense('b', 'a')], output: { layer: 'b', port: 'output' } }],
    ['a layer that takes itself', { ...MODEL, layers: [dense('a', 'a')], output: { layer: 'a', port: 'output' } }],
    ['a source that is not there', { ...MODEL, layers: [dense('a', 'ghost')], output: { layer: 'a', port: 'output' } }],
    ['an output that is not there', { ...MODEL, output: { layer: 'ghost', port: 'output' } }],
    ['a port that is not there', { ...MODEL, output: { layer: '3d', port: 'constructor' } }],
    [
      'a kind that is not there',
      { ...MODEL, layers: [{ ...dense('a', 'input_1'), kind: 'constructor' }], output: { layer: 'a', port: 'output' } },
    ],
    [
      'itself',
      { ...MODEL, layers: [{ ...dense('a', 'input_1'), kind: 'PretrainedModel', params: {} }], output: { layer: 'a', port: 'output' } },
    ],
    [
      'an absurd size',
      { ...MODEL, layers: [{ ...dense('a', 'input_1'), params: { units: 1e15 } }], output: { layer: 'a', port: 'output' } },
    ],
    ['no layers', { ...MODEL, layers: [] }],
    ['something else', { layers: 3 }],
    ['keys that nobody knows', { ...MODEL, evil: 1 }],
  ])('from a project that was made to do harm is refused: %s', (_what, model) => {
    expect(errors({ file: fileOf(model as SavedModel) })).toHaveLength(1);
  });
});
