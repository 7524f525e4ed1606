import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { planModel } from '../../../shared/codegen/plan';
import { NODES } from '../../../shared/nodes/registry.gen';
import { openEngine } from '../backends/open-engine';
import { compileModel } from '../compile';
import { AdditiveAttention } from './additive-attention';
import { Attention } from './attention';
import { MultiHeadAttention } from './multi-head-attention';

// The numbers that Keras 3.15.1 and PyTorch 2.15 agree on, worked out apart from this code.
const Q = [
  [1, 0],
  [0, 1],
];
const K = [
  [0, 1],
  [1, 0],
];
const V = [
  [1, 2],
  [3, 4],
];
const SLOTS = { query: 0, value: 1, key: 2 };

function expectNumbers(tensor: tf.Tensor | undefined, expected: readonly number[] | readonly (readonly number[])[]): void {
  const flat = expected.flat();
  const values = [...(tensor?.dataSync() ?? [])];
  expect(values).toHaveLength(flat.length);
  for (const [i, value] of flat.entries()) expect(Math.abs((values[i] ?? Number.NaN) - value)).toBeLessThan(1e-5);
}

const batch = (matrix: number[][]): tf.Tensor3D => tf.tensor3d([matrix]);
const run = (layer: tf.layers.Layer, ...inputs: tf.Tensor[]): tf.Tensor[] => layer.apply(inputs) as tf.Tensor[];

describe.each(['tensorflow', 'cpu'] as const)('attention on %s', (engine) => {
  beforeAll(async () => {
    await openEngine(engine);
  });

  it('dot product, not scaled', () => {
    const [output, scores] = run(new Attention({ name: 'a', slots: SLOTS }), batch(Q), batch(V), batch(K));
    expectNumbers(scores, [
      [0.268941, 0.731059],
      [0.731059, 0.268941],
    ]);
    expectNumbers(output, [
      [2.462117, 3.462117],
      [1.537883, 2.537883],
    ]);
  });

  it('scaled by 1/√2', () => {
    const [output] = run(new Attention({ name: 'a', slots: SLOTS }), batch(Q).div(Math.SQRT2), batch(V), batch(K));
    expectNumbers(output, [
      [2.339523, 3.339523],
      [1.660477, 2.660477],
    ]);
  });

  it('causal', () => {
    const [, scores] = run(new Attention({ name: 'a', slots: SLOTS, useCausalMask: true }), batch(Q), batch(V), batch(K));
    expectNumbers(scores, [
      [1, 0],
      [0.731059, 0.268941],
    ]);
  });

  it('a padded query gives 0 and leaves the scores as they are', () => {
    const layer = new Attention({ name: 'a', slots: { ...SLOTS, queryMask: 3 } });
    const [output, scores] = run(layer, batch(Q), batch(V), batch(K), tf.tensor2d([[1, 0]]));
    expectNumbers(output, [
      [2.462117, 3.462117],
      [0, 0],
    ]);
    expectNumbers(scores, [
      [0.268941, 0.731059],
      [0.731059, 0.268941],
    ]);
  });

  it('a row with nothing left becomes uniform, and its gradient finite', () => {
    const layer = new Attention({ name: 'a', slots: { ...SLOTS, valueMask: 3 } });
    const nothing = tf.tensor2d([[0, 0]]);
    const [, scores] = run(layer, batch(Q), batch(V), batch(K), nothing);
    expectNumbers(scores, [
      [0.5, 0.5],
      [0.5, 0.5],
    ]);
    const gradient = tf.grad((q: tf.Tensor) => (run(layer, q, batch(V), batch(K), nothing)[0] as tf.Tensor).sum())(batch(Q));
    expect([...gradient.dataSync()].every(Number.isFinite)).toBe(true);
  });

  it('additive, without and with v', () => {
    const [output, scores] = run(new AdditiveAttention({ name: 'a', slots: SLOTS }), batch(Q), batch(V), batch(K));
    expectNumbers(scores, [
      [0.636258, 0.363742],
      [0.363742, 0.636258],
    ]);
    expectNumbers(output, [
      [1.727483, 2.727483],
      [2.272517, 3.272517],
    ]);
    const scaled = new AdditiveAttention({ name: 'a', slots: SLOTS, useScale: true });
    run(scaled, batch(Q), batch(V), batch(K));
    scaled.setWeights([tf.tensor1d([0.5, -1])]);
    const [weighted, weights] = run(scaled, batch(Q), batch(V), batch(K));
    expectNumbers(weights, [
      [0.296752, 0.703248],
      [0.35819, 0.64181],
    ]);
    expectNumbers(weighted, [
      [2.406495, 3.406495],
      [2.283621, 3.283621],
    ]);
  });

  it('Bahdanau, as the node builds it', () => {
    const input = (name: string) => ({
      record: { name, class_name: 'InputLayer', config: { batch_shape: [null, 2, 2], dtype: 'float32' }, inbound: [] },
      feed: { kind: 'table' as const, node: name, source: 'table', columns: [], standardize: false },
      ref: { layer: name, output: 0 },
    });
    const [query, value, key] = [input('q'), input('v'), input('k')];
    const spec = { shape: ['batch', 2, 2], dtype: 'float32', carries: 'sequence' } as const;
    const node = NODES.AdditiveAttention;
    if (!node) throw new Error('no such node');
    const lowered = node.layers({
      id: 'a',
      params: { units: 2, use_causal_mask: false, dropout: 0 },
      specs: { query: [spec], value: [spec], key: [spec] },
      refs: { query: [query.ref], value: [value.ref], key: [key.ref] },
      facts: null,
    });
    const target = { kind: 'value', node: 'a', target: 'y', loss: 'huber', standardize: false } as const;
    const compiled = compileModel(
      {
        feeds: [query.feed, value.feed, key.feed],
        records: [query.record, value.record, key.record, ...lowered.records],
        targets: Object.values(lowered.outputs).map((ref) => ({ plan: target, ref })),
        maps: [],
        parameters: 10,
      },
      1,
    );
    const weights: { readonly [name: string]: number[] | number[][] } = {
      'a_query/kernel': [
        [1, 0],
        [0.5, -1],
      ],
      'a_key/kernel': [
        [0.2, 0.4],
        [-0.3, 0.1],
      ],
      'a/scale': [1, -0.5],
    };
    for (const weight of compiled.weights) weight.variable.assign(tf.tensor(weights[weight.name] ?? []) as tf.Tensor<never>);
    const [context, alpha] = compiled.model.predict([batch(Q), batch(V), batch(K)]) as tf.Tensor[];
    expectNumbers(alpha, [
      [0.477728, 0.522272],
      [0.421317, 0.578683],
    ]);
    expectNumbers(context, [
      [2.044544, 3.044544],
      [2.157366, 3.157366],
    ]);
  });

  it('multi-head, two heads of 2 over 4 features', () => {
    const g = (count: number, offset: number): number[] => Array.from({ length: count }, (_, k) => (((7 * (k + offset)) % 11) - 5) / 10);
    const x = tf.tensor3d(g(12, 0), [1, 3, 4]);
    const shapes = [[4, 2, 2], [2, 2], [4, 2, 2], [2, 2], [4, 2, 2], [2, 2], [2, 2, 4], [4]];
    const weights = shapes.map((shape, i) =>
      tf.tensor(
        g(
          shape.reduce((a, b) => a * b, 1),
          i + 1,
        ),
        shape,
      ),
    );
    const make = (useCausalMask: boolean): tf.Tensor[] => {
      const layer = new MultiHeadAttention({ name: 'm', numHeads: 2, keyDim: 2, useCausalMask, slots: { query: 0, value: 0, key: 0 } });
      layer.apply(x);
      layer.setWeights(weights);
      return layer.apply(x) as tf.Tensor[];
    };
    const [output, scores] = make(false);
    expectNumbers(scores, [
      [0.269199, 0.391452, 0.339349],
      [0.313305, 0.35285, 0.333845],
      [0.300906, 0.361332, 0.337762],
      [0.365281, 0.282028, 0.352691],
      [0.333851, 0.329024, 0.337125],
      [0.34206, 0.312085, 0.345855],
    ]);
    expectNumbers(output, [
      [-0.589012, 0.372448, -0.175151, -0.79505],
      [-0.565152, 0.343523, -0.152337, -0.796379],
      [-0.571678, 0.351587, -0.158576, -0.797151],
    ]);
    const [causal] = make(true);
    expectNumbers(causal?.slice([0, 0, 0], [1, 2, 4]), [
      [-0.612, 0.337, -0.144, -1.12],
      [-0.609918, 0.361509, -0.175277, -0.763035],
    ]);
  });
});

it('the plan of a lone attention node says what its rows and columns stand for', () => {
  const planned = planModel(
    {
      nodes: {
        text: { kind: 'TextInput', title: null, params: {} },
        words: { kind: 'TextVectorization', title: null, params: {} },
        embedding: { kind: 'Embedding', title: null, params: {} },
        attention: { kind: 'Attention', title: 'Where it looks', params: {} },
        mean: { kind: 'GlobalAveragePooling1D', title: null, params: {} },
        classes: { kind: 'Classification', title: null, params: { classes: 2 } },
      },
      wires: [
        { from: { node: 'text', port: 'text' }, to: { node: 'words', port: 'text' } },
        { from: { node: 'words', port: 'ids' }, to: { node: 'embedding', port: 'ids' } },
        { from: { node: 'embedding', port: 'output' }, to: { node: 'attention', port: 'query' } },
        { from: { node: 'attention', port: 'output' }, to: { node: 'mean', port: 'input' } },
        { from: { node: 'mean', port: 'output' }, to: { node: 'classes', port: 'input' } },
      ],
    },
    NODES,
    null,
  );
  if (!planned.ok) throw new Error(planned.problems[0]?.message);
  const tokens = { kind: 'tokens', input: 'words' };
  expect(planned.plan.maps).toEqual([
    {
      node: 'attention',
      owner: 'attention',
      kind: 'Attention',
      title: 'Where it looks',
      type: 'matrix',
      ref: { layer: 'attention', output: 1 },
      queries: tokens,
      keys: tokens,
    },
  ]);
});
