import { beforeAll, expect, it } from 'vitest';
import { planModel } from '../../shared/codegen/plan';
import type { Graph, GraphNode, Wire } from '../../shared/graph/document';
import type { DataFacts } from '../../shared/graph/facts';
import type { JsonObject } from '../../shared/json';
import { NODES } from '../../shared/nodes/registry.gen';
import type { EncodedBatch } from '../data/dataset';
import { openEngine } from './backends/open-engine';
import { compileModel } from './compile';
import { eagerRunner } from './eager-runner';
import type { GraphHost } from './graph/native-binding';
import { createOptimizer } from './optimizers/create-optimizer';
import type { Runner } from './runner';
import { TracedRunner } from './traced-runner';

const SIDE = 6;
const FACTS: DataFacts = {
  samples: 9,
  inputs: {
    a: { kind: 'image', height: SIDE, width: SIDE, channels: 1 },
    b: { kind: 'image', height: SIDE, width: SIDE, channels: 1 },
  },
  targets: { distance: { kind: 'value', column: 'distance' } },
};
const node = (kind: string, params: JsonObject = {}): GraphNode => ({ kind, title: null, params });
const wire = (from: string, port: string, to: string, into: string): Wire => ({ from: { node: from, port }, to: { node: to, port: into } });

/** Two pictures through one tower – a convolution and an encoder block –, and how alike they are. */
function pairs(shared: boolean): Graph {
  const as = (other: string): JsonObject => (shared ? { shares_weights_with: other } : {});
  const conv = { filters: 4, kernel_size: [3, 3] };
  const image = (source: string): GraphNode => node('ImageInput', { size: [SIDE, SIDE], color_mode: 'grayscale', source });
  const encoder = { num_heads: 2, intermediate_dim: 8, dropout: 0 };
  const tower = (side: string): Wire[] => [
    wire(`image_${side}`, 'image', `conv_${side}`, 'input'),
    wire(`conv_${side}`, 'output', `rows_${side}`, 'input'),
    wire(`rows_${side}`, 'output', `encoder_${side}`, 'input'),
    wire(`encoder_${side}`, 'output', `mean_${side}`, 'input'),
  ];
  return {
    nodes: {
      image_a: image('a'),
      image_b: image('b'),
      // The second in the order of names owns the weights: the plan must put it first.
      conv_a: node('Conv2D', { ...conv, ...as('conv_b') }),
      conv_b: node('Conv2D', conv),
      rows_a: node('Reshape', { target_shape: [SIDE * SIDE, 4] }),
      rows_b: node('Reshape', { target_shape: [SIDE * SIDE, 4] }),
      encoder_a: node('TransformerEncoder', encoder),
      encoder_b: node('TransformerEncoder', { ...encoder, ...as('encoder_a') }),
      mean_a: node('GlobalAveragePooling1D'),
      mean_b: node('GlobalAveragePooling1D'),
      alike: node('CosineSimilarity'),
      out: node('Regression', { standardize: false }),
    },
    wires: [
      ...tower('a'),
      ...tower('b'),
      wire('mean_a', 'output', 'alike', 'query'),
      wire('mean_b', 'output', 'alike', 'key'),
      wire('alike', 'output', 'out', 'input'),
    ],
  };
}

function compiled(shared: boolean) {
  const planned = planModel(pairs(shared), NODES, FACTS);
  if (!planned.ok) throw new Error(planned.problems.map((p) => `${p.node}: ${p.message}`).join('; '));
  return { model: compileModel(planned.plan, 5), parameters: planned.plan.parameters };
}

const numbers = (count: number, from: number): Float32Array => Float32Array.from({ length: count }, (_, i) => Math.sin(i * 1.7 + from));
const picture = (from: number) => ({ shape: [4, SIDE, SIDE, 1], data: numbers(4 * SIDE * SIDE, from) });
const BATCH: EncodedBatch = {
  size: 4,
  feeds: { image_a: picture(0), image_b: picture(3) },
  targets: { out: { shape: [4, 1], data: numbers(4, 9) } },
};
const OPTIMIZER = createOptimizer({ name: 'sgd', momentum: 0.9, nesterov: false });

let host: GraphHost;
beforeAll(async () => {
  const { graphs } = await openEngine('tensorflow');
  if (!graphs) throw new Error('TensorFlow runs no graphs');
  host = graphs;
});

function train(runner: Runner): readonly number[] {
  const step = runner.trainingStep({ optimizer: OPTIMIZER, clipNorm: null, classWeights: null, metricScales: [1] });
  return Array.from({ length: 6 }, (_, at) => step.run(BATCH, { step: at, rate: 0.02 }).loss);
}

it('one tower for two inputs: its weights are there once, and are trained by both', () => {
  const alone = compiled(false);
  const shared = compiled(true);
  const built = shared.model.weights.reduce((sum, { variable }) => sum + variable.size, 0);
  expect(built).toBe(shared.parameters);
  // The head, and one tower in place of two.
  const head = 2;
  expect(shared.parameters - head).toBe((alone.parameters - head) / 2);

  const how = { step: 'traced', xla: false, precision: 'float32', threads: null, stepReason: '' } as const;
  const eager = train(eagerRunner(compiled(true).model, ''));
  const traced = train(new TracedRunner(host, compiled(true).model, { how, batchSize: 4, slots: OPTIMIZER.slots }));
  for (const [i, loss] of traced.entries()) {
    const other = eager[i] ?? Number.NaN;
    expect(Math.abs(loss - other)).toBeLessThanOrEqual(1e-5 + 1e-4 * Math.abs(other));
  }
  expect(eager.at(-1)).toBeLessThan(eager[0] ?? 0);
});

it('the same picture on both sides is alike, whatever the weights', () => {
  const { model } = compiled(true);
  const runner = eagerRunner(model, '');
  const same: EncodedBatch = { ...BATCH, feeds: { image_a: picture(1), image_b: picture(1) } };
  const head = model.weights.filter(({ layer }) => layer === 'out');
  const [kernel, bias] = head.map(({ variable }) => variable.dataSync()[0] ?? Number.NaN);
  const [output] = runner.judge(same).outputs;
  for (const value of output?.dataSync() ?? []) expect(value).toBeCloseTo((kernel ?? 0) + (bias ?? 0), 4);
  expect(output?.size).toBe(4);
});
