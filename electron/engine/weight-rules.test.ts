import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ModelPlan } from '../../shared/codegen/plan';
import type { LayerRecord } from '../../shared/graph/layer-record';
import { type OptimizerSettings, optimizer as optimizerSettings } from '../../shared/training';
import type { EncodedBatch } from '../data/dataset';
import { bindingPath } from '../runtime/binding-path';
import { openEngine } from './backends/open-engine';
import type { NamedTensor } from './checkpoint/safetensors';
import { type CompiledModel, compileModel } from './compile';
import { eagerRunner } from './eager-runner';
import golden from './golden/weight-rules.json';
import type { GraphHost } from './graph/native-binding';
import type { NamedWeight } from './named-weights';
import { createOptimizer } from './optimizers/create-optimizer';
import type { Runner, StepOptions } from './runner';
import { slotNames } from './step/accumulation';
import type { TrainingStep } from './step/training-step';
import { weightAverage } from './step/weight-average';
import { TracedRunner } from './traced-runner';

const MODES = bindingPath() ? (['eager', 'traced', 'xla'] as const) : (['eager'] as const);
type Mode = (typeof MODES)[number];
type ModelName = keyof typeof golden.models;
type Change = (record: LayerRecord) => LayerRecord;

const { batch: BATCH } = golden;
const STEPS = golden.targets.length / 3 / BATCH;

let host: GraphHost | null;
beforeAll(async () => {
  host = (await openEngine('auto')).graphs;
});

const opened: { dispose(): void }[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.dispose();
});

/** Keras's model with the weights that it began with. */
function compiled(name: ModelName, change: Change = (record) => record): CompiledModel {
  const records = (golden.models[name] as readonly LayerRecord[]).map(change);
  const plan: ModelPlan = {
    feeds: [{ kind: 'table', node: 'input', source: 'table', columns: [], standardize: false }],
    records,
    targets: [
      {
        plan: { kind: 'classes', node: 'classes', target: 'class', classes: 3, loss: 'categorical_crossentropy', label_smoothing: 0 },
        ref: { layer: 'classes', output: 0 },
      },
    ],
    maps: [],
    parameters: 0,
  };
  const model = compileModel(plan, 1);
  opened.push(model);
  for (const { weight, value } of inOrder(model.weights, golden.weights[name])) {
    const tensor = tf.tensor(value, weight.variable.shape);
    weight.variable.assign(tensor as tf.Tensor<never>);
    tensor.dispose();
  }
  return model;
}

/** Ours with Keras's numbers: within a layer in the same order. */
function inOrder(weights: readonly NamedWeight[], byLayer: object) {
  const left = new Map(Object.entries(byLayer as Record<string, number[][]>).map(([layer, values]) => [layer, [...values]]));
  return weights.map((weight) => ({ weight, value: left.get(weight.layer)?.shift() ?? [] }));
}

function runnerOf(mode: Mode, model: CompiledModel, options: StepOptions): Runner {
  if (mode === 'eager') return eagerRunner(model, '');
  if (!host) throw new Error('TensorFlow runs no graphs');
  const how = { step: 'traced', xla: mode === 'xla', precision: 'float32', threads: null, stepReason: '' } as const;
  const runner = new TracedRunner(host, model, { how, batchSize: BATCH, slots: slotNames(options) });
  opened.push(runner);
  return runner;
}

function batchAt(name: ModelName, i: number): EncodedBatch {
  const shape = name === 'image' ? [BATCH, 4, 4, 2] : [BATCH, 5];
  const size = shape.reduce((a, b) => a * b, 1);
  const numbers = golden.inputs[name].slice(i * size, (i + 1) * size);
  const data = name === 'image' ? Float32Array.from(numbers) : Int32Array.from(numbers);
  const y = Float32Array.from(golden.targets.slice(i * BATCH * 3, (i + 1) * BATCH * 3));
  return { size: BATCH, feeds: { input: { shape, data } }, targets: { classes: { shape: [BATCH, 3], data: y } } };
}

const optionsOf = (settings: OptimizerSettings, accumulate = 1, ema: Parameters<typeof weightAverage>[0] | null = null): StepOptions => ({
  optimizer: createOptimizer(settings),
  clipNorm: null,
  accumulate,
  average: ema && weightAverage(ema),
  classWeights: null,
  metricScales: [1],
});

function losses(step: TrainingStep, name: ModelName, rate: number, steps = STEPS): number[] {
  return Array.from({ length: steps }, (_, i) => step.run(batchAt(name, i), { step: i, rate }).loss);
}

function evaluated(runner: Runner, name: ModelName): number {
  const sums = Array.from({ length: STEPS }, (_, i) => tf.tidy(() => runner.judge(batchAt(name, i)).loss));
  return sums.reduce((a, b) => a + b) / (STEPS * BATCH);
}

function expectNear(now: readonly NamedTensor[], model: CompiledModel, expected: object): void {
  for (const [i, { weight, value }] of inOrder(model.weights, expected).entries()) {
    const data = Array.from(now[i]?.data ?? []);
    expect(data.length, weight.name).toBe(value.length);
    const worst = data.reduce((most, x, k) => Math.max(most, Math.abs(x - (value[k] ?? Number.NaN))), 0);
    expect(worst, weight.name).toBeLessThan(2e-5);
  }
}

describe.each(MODES)('a training with rules for its weights, %s', (mode) => {
  // XLA compiles for seconds: enough of them to see that variables change as they should.
  const runs = golden.runs.filter(({ model, optimizer, accumulate }) => {
    return mode !== 'xla' || (model === 'image' && accumulate === 1 && ['sgd', 'adam'].includes(optimizer.name));
  });
  it.each(runs.map((run) => [`${run.model}, ${run.optimizer.name}, ${run.accumulate} ${JSON.stringify(run.ema)}`, run] as const))(
    'gives the losses, weights and means of Keras: %s',
    (_title, run) => {
      const name = run.model as ModelName;
      const model = compiled(name);
      const options = optionsOf(optimizerSettings.parse(run.optimizer), run.accumulate, run.ema);
      const runner = runnerOf(mode, model, options);
      const step = runner.trainingStep(options);
      opened.push(step);
      for (const [i, loss] of losses(step, name, run.rate).entries()) expect(loss).toBeCloseTo(run.losses[i] ?? Number.NaN, 4);
      const after = runner.readWeights();
      expectNear(after, model, run.after);
      expect(evaluated(runner, name)).toBeCloseTo(run.evaluated, 4);
      step.swapAverages();
      expectNear(runner.readWeights(), model, run.averages ?? run.after);
      step.swapAverages();
      expect(runner.readWeights()).toEqual(after);
    },
    60_000,
  );

  const SGD = { name: 'sgd', momentum: 0.9, nesterov: false } as const;
  const ADAMW = { name: 'adamw', beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7, weight_decay: 0.1 } as const;
  const paced =
    (factor: number): Change =>
    (record) => ({ ...record, learning_rate_factor: factor });
  const trained = (change: Change, settings: OptimizerSettings, rate: number) => {
    const model = compiled('image', change);
    const options = optionsOf(settings);
    const runner = runnerOf(mode, model, options);
    const step = runner.trainingStep(options);
    opened.push(step);
    return { losses: losses(step, 'image', rate), weights: runner.readWeights() };
  };

  // What XLA does otherwise is seen above.
  const quick = it.skipIf(mode === 'xla');
  quick.each([SGD, ADAMW])('a factor of 2 everywhere is twice the rate: $name', (settings) => {
    const twice = trained(paced(2), settings, 0.02);
    const fast = trained((record) => record, settings, 0.04);
    for (const [i, loss] of twice.losses.entries()) expect(loss).toBeCloseTo(fast.losses[i] ?? Number.NaN, 5);
    for (const [i, { data, name }] of twice.weights.entries()) {
      const other = fast.weights[i]?.data ?? [];
      expect(
        data.every((x, k) => Math.abs(x - (other[k] ?? Number.NaN)) < 1e-5),
        name,
      ).toBe(true);
    }
  });

  quick.each([SGD, ADAMW])('a factor of one layer moves that layer alone: $name', (settings) => {
    const slow = ({ name }: { readonly name: string }): boolean => name === 'hidden';
    const unbounded: Change = ({ config, ...record }) => ({
      ...record,
      config: Object.fromEntries(Object.entries(config).filter(([key]) => !/_constraint$/.test(key))),
    });
    const step = (factor: number) => {
      const model = compiled('image', (record) => (slow(record) ? paced(factor)(unbounded(record)) : unbounded(record)));
      const options = optionsOf(settings);
      const runner = runnerOf(mode, model, options);
      const before = runner.readWeights();
      const own = runner.trainingStep(options);
      opened.push(own);
      losses(own, 'image', 0.05, 1);
      const after = runner.readWeights();
      return model.weights.map(({ layer }, i) => ({
        layer,
        moved: after[i]?.data.map((x, k) => x - (before[i]?.data[k] ?? Number.NaN)) ?? new Float32Array(),
      }));
    };
    const [usual, half] = [step(1), step(0.5)];
    for (const [i, { layer, moved }] of half.entries()) {
      const factor = layer === 'hidden' ? 0.5 : 1;
      for (const [k, x] of moved.entries()) expect(x).toBeCloseTo(factor * (usual[i]?.moved[k] ?? Number.NaN), 6);
    }
  });
});
