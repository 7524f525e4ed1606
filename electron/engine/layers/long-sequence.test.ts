import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { EncodedBatch } from '../../data/dataset';
import { bindingPath } from '../../runtime/binding-path';
import { openEngine } from '../backends/open-engine';
import type { CompiledModel } from '../compile';
import { eagerRunner } from '../eager-runner';
import { seededBits } from '../epoch-order';
import type { GraphHost } from '../graph/native-binding';
import { namedWeights } from '../named-weights';
import { createOptimizer } from '../optimizers/create-optimizer';
import type { Runner, StepOptions } from '../runner';
import { TracedRunner } from '../traced-runner';
import { readWeights, writeWeights } from '../weight-tensors';
import { Bidirectional } from './recurrent/bidirectional';
import { LSTM } from './recurrent/lstm';

const [BATCH, FEATURES, UNITS] = [8, 4, 32];
/** Milliseconds; a quiet machine takes a fraction. */
const COMPILED_WITHIN = 15_000;

let host: GraphHost;

const OPTIONS: StepOptions = {
  optimizer: createOptimizer({ name: 'adam', beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 }),
  clipNorm: null,
  classWeights: null,
  metricScales: [1],
};

interface Variant {
  readonly both: boolean;
  readonly masked: boolean;
}

const VARIANTS: readonly (Variant & { readonly title: string })[] = [
  { title: 'forwards', both: false, masked: false },
  { title: 'forwards, masked', both: false, masked: true },
  { title: 'both ways', both: true, masked: false },
  { title: 'both ways, masked', both: true, masked: true },
];

let models = 0;
const made: CompiledModel[] = [];
afterEach(() => {
  for (const { model } of made.splice(0)) model.dispose();
});

/** An LSTM over `steps` numbers-in-fours, and one number out of its last state. */
function modelOf(steps: number, { both, masked }: Variant): CompiledModel {
  const id = models++;
  const x = tf.input({ shape: [steps, FEATURES], name: `x${id}` });
  const mask = tf.input({ shape: [steps], name: `mask${id}` });
  const inputs = masked ? [x, mask] : [x];
  const name = `lstm${id}`;
  const layer = both
    ? new Bidirectional({ name, masked, layer: { className: 'LSTM', config: { units: UNITS } } })
    : new LSTM({ name, masked, units: UNITS });
  const state = layer.apply(inputs) as tf.SymbolicTensor;
  const output = tf.layers.dense({ units: 1, name: `y${id}` }).apply(state) as tf.SymbolicTensor;
  const model = tf.model({ inputs, outputs: output });
  const plan = { kind: 'value', node: 'y', target: 'y', loss: 'mean_squared_error', standardize: false } as const;
  const bits = seededBits(5, 'long', 0);
  model.setWeights(
    model.weights.map(({ shape }) => {
      const size = shape.reduce<number>((a, b) => a * (b ?? 1), 1);
      return tf.tensor(
        Float32Array.from({ length: size }, () => (bits() / 2 ** 32 - 0.5) / 3),
        shape as number[],
      );
    }),
  );
  const compiled: CompiledModel = {
    model,
    probe: model,
    objective: { model, targets: [plan], forms: ['values'] },
    feedOrder: model.inputNames,
    weights: namedWeights(model),
    paddable: new Set(),
    anyLength: false,
    seedStep: () => {},
    dispose: () => {},
  };
  made.push(compiled);
  return compiled;
}

/** Sequences of which every sample has another length, where they are masked. */
function batchOf({ model }: CompiledModel, steps: number, { masked }: Variant): EncodedBatch {
  const bits = seededBits(6, 'long', 0);
  const [x = '', mask = ''] = model.inputNames;
  const numbers = Float32Array.from({ length: BATCH * steps * FEATURES }, () => (bits() / 2 ** 32) * 2 - 1);
  const places = Float32Array.from({ length: BATCH * steps }, (_, i) => (i % steps < steps - Math.floor(i / steps) ? 1 : 0));
  return {
    size: BATCH,
    feeds: { [x]: { shape: [BATCH, steps, FEATURES], data: numbers }, ...(masked && { [mask]: { shape: [BATCH, steps], data: places } }) },
    targets: { y: { shape: [BATCH, 1], data: Float32Array.from({ length: BATCH }, () => (bits() / 2 ** 32) * 2 - 1) } },
  };
}

function tracedRunner(compiled: CompiledModel): TracedRunner {
  const how = { step: 'traced', xla: false, precision: 'float32', threads: null, stepReason: '' } as const;
  return new TracedRunner(host, compiled, { how, batchSize: BATCH, slots: OPTIONS.optimizer.slots });
}

function lossesOf(runner: Runner, batch: EncodedBatch, count: number): number[] {
  const step = runner.trainingStep(OPTIONS);
  const losses = Array.from({ length: count }, (_, at) => step.run(batch, { step: at, rate: 0.01 }).loss);
  step.dispose();
  return losses;
}

describe.skipIf(!bindingPath())('an LSTM as a graph', () => {
  beforeAll(async () => {
    const { graphs } = await openEngine('tensorflow');
    if (!graphs) throw new Error('TensorFlow records no graphs');
    host = graphs;
  });

  it.each(VARIANTS)(
    'takes as many nodes for 1,000 steps as for 10, and trains: $title',
    (variant) => {
      const nodes = [10, 1000].map((steps) => {
        const compiled = modelOf(steps, variant);
        const runner = tracedRunner(compiled);
        const batch = batchOf(compiled, steps, variant);
        const began = performance.now();
        const [first] = lossesOf(runner, batch, 1);
        const took = performance.now() - began;
        expect(took).toBeLessThan(COMPILED_WITHIN);
        const losses = lossesOf(runner, batch, 5);
        expect(losses.every(Number.isFinite)).toBe(true);
        expect(losses.at(-1)).toBeLessThan(first ?? 0);
        const count = runner.nodes;
        runner.dispose();
        return count;
      });
      expect(nodes[1]).toBe(nodes[0]);
    },
    60_000,
  );

  it.each(VARIANTS)(
    'gives the losses of kernel by kernel over 100 steps: $title',
    (variant) => {
      const compiled = modelOf(100, variant);
      const batch = batchOf(compiled, 100, variant);
      const before = new Map(readWeights(compiled.weights).map((weight) => [weight.name, weight]));
      const eager = lossesOf(eagerRunner(compiled, ''), batch, 5);
      writeWeights(compiled.weights, before);
      const runner = tracedRunner(compiled);
      const traced = lossesOf(runner, batch, 5);
      runner.dispose();
      for (const [i, loss] of eager.entries())
        expect(Math.abs((traced[i] ?? Number.NaN) - loss)).toBeLessThanOrEqual(1e-5 + 1e-4 * Math.abs(loss));
      expect(eager.at(-1)).toBeLessThan(eager[0] ?? 0);
    },
    60_000,
  );
});
