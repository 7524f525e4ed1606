import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EncodedBatch } from '../../data/dataset';
import { bindingPath } from '../../runtime/binding-path';
import { openEngine } from '../backends/open-engine';
import type { NamedTensor } from '../checkpoint/safetensors';
import type { CompiledModel } from '../compile';
import { eagerRunner } from '../eager-runner';
import { seededBits } from '../epoch-order';
import golden from '../golden/training.json';
import type { GraphHost } from '../graph/native-binding';
import { type NamedWeight, namedWeights } from '../named-weights';
import { createOptimizer } from '../optimizers/create-optimizer';
import type { Optimizer } from '../optimizers/optimizer';
import type { Runner } from '../runner';
import { TracedRunner } from '../traced-runner';
import { NotFinite, type TrainingStep } from './training-step';

/** `npm run soak` asks for more. */
const STEPS = Number(process.env.SOAK_STEPS ?? 200);

const target = {
  kind: 'classes',
  node: 'classes',
  target: 'class',
  classes: 3,
  loss: 'categorical_crossentropy',
  label_smoothing: 0,
} as const;
const count = 0;
let model: tf.LayersModel;
let host: GraphHost | null;

beforeAll(async () => {
  host = (await openEngine('auto')).graphs;
});

/** The golden script's model: 4 → 8 tanh → 3 softmax. */
beforeEach(() => {
  const input = tf.input({ shape: [4], name: `table${count}` });
  const hidden = tf.layers.dense({ units: 8, activation: 'tanh', name: `hidden${count}` }).apply(input);
  const output = tf.layers.dense({ units: 3, activation: 'softmax', name: `classes${count}` }).apply(hidden) as tf.SymbolicTensor;
  model = tf.model({ inputs: input, outputs: output });
  model.setWeights(golden.training.weights.map((w, i) => tf.tensor(w, model.weights[i]?.shape as number[])));
});

const ADAM = createOptimizer({ name: 'adam', beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 });
const SGD = createOptimizer({ name: 'sgd', momentum: 0, nesterov: false });
const MODES = bindingPath() ? (['eager', 'traced', 'xla'] as const) : (['eager'] as const);
type Mode = (typeof MODES)[number];

const opened: Runner[] = [];
afterEach(() => {
  for (const runner of opened.splice(0)) runner.dispose();
});

function runnerOf(mode: Mode, optimizer: Optimizer): Runner {
  const objective = { model, targets: [target], forms: ['values'] } as const;
  const compiled: CompiledModel = {
    model,
    probe: model,
    objective,
    feedOrder: model.inputNames,
    weights: namedWeights(model),
    paddable: new Set(),
    anyLength: false,
    seedStep: () => {},
    dispose: () => {},
  };
  const how = { step: 'traced', xla: mode === 'xla', precision: 'float32', threads: null, stepReason: '' } as const;
  if (mode === 'eager') return eagerRunner(compiled, '');
  if (!host) throw new Error('TensorFlow runs no graphs');
  return new TracedRunner(host, compiled, { how, batchSize: 8, slots: optimizer.slots });
}

interface Stepping {
  readonly runner: Runner;
  run(batch: EncodedBatch, step?: number): ReturnType<TrainingStep['run']>;
}

function stepWith(mode: Mode, clipNorm: number | null, rate = 0.02, optimizer = ADAM): Stepping {
  const runner = runnerOf(mode, optimizer);
  opened.push(runner);
  const step = runner.trainingStep({ optimizer, clipNorm, classWeights: null, metricScales: [1] });
  return { runner, run: (batch, at = 0) => step.run(batch, { step: at, rate }) };
}

function batchAt(at: number, change: (x: Float32Array) => void = () => {}): EncodedBatch {
  const x = Float32Array.from(golden.training.x.slice(at * 4, (at + 8) * 4));
  change(x);
  const y = Float32Array.from(golden.training.y.slice(at * 3, (at + 8) * 3));
  const name = model.inputNames[0] ?? '';
  return { size: 8, feeds: { [name]: { shape: [8, 4], data: x } }, targets: { classes: { shape: [8, 3], data: y } } };
}

function fill(weight: NamedWeight | undefined, value: number): void {
  const variable = weight?.variable;
  variable?.assign(tf.zerosLike(variable).add(value));
}

function faultOf({ runner, run }: Stepping, batch: EncodedBatch, at = 0): NotFinite {
  const before = runner.readWeights();
  try {
    run(batch, at);
  } catch (error) {
    expect(runner.readWeights()).toEqual(before);
    if (error instanceof NotFinite) return error;
    throw error;
  }
  throw new Error('the step went through');
}

describe.each(MODES)('a training step, %s', (mode) => {
  it.each([
    ['plain', null],
    ['clipped', golden.training.clip_norm],
  ] as const)('gives the first 20 losses of Keras, %s', (name, clip) => {
    const { run } = stepWith(mode, clip);
    for (const [i, expected] of golden.training.losses[name].entries()) expect(run(batchAt((i * 8) % 40), i).loss).toBeCloseTo(expected, 5);
  });

  it('clips by the global norm as TensorFlow', () => {
    const { gradients, norm, clipped, clip_norm } = golden.clipping;
    expect(Math.hypot(...gradients.flat())).toBeCloseTo(norm, 5);
    const scale = Math.min(clip_norm / norm, 1);
    for (const [i, g] of gradients.flat().entries()) expect(g * scale).toBeCloseTo(clipped.flat()[i] ?? Number.NaN, 6);
  });

  it('keeps the number of tensors', () => {
    const { run } = stepWith(mode, 1);
    run(batchAt(0), 0);
    const before = tf.memory().numTensors;
    for (let i = 1; i <= STEPS; i++) run(batchAt(0), i);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('names the input that is not a number, and leaves the weights', () => {
    const fault = faultOf(
      stepWith(mode, null),
      batchAt(0, (x) => x.set([Number.NaN], 5)),
    );
    expect([fault.where, fault.layer]).toEqual(['input', model.inputNames[0]]);
  });

  it('names the layer whose activation overflows', () => {
    const [, first] = namedWeights(model);
    const second = namedWeights(model).find((w) => w.layer.startsWith('classes'));
    fill(first, 0);
    fill(second, 3e38);
    const fault = faultOf(stepWith(mode, null), batchAt(0));
    expect([fault.where, fault.layer]).toEqual(['activation', second?.layer]);
  });

  it('names the layer that holds a weight that is not a number', () => {
    const [kernel] = namedWeights(model);
    fill(kernel, Number.NaN);
    const fault = faultOf(stepWith(mode, null), batchAt(0));
    expect([fault.where, fault.layer]).toEqual(['weight', kernel?.layer]);
  });

  it('refuses an update that would make weights infinite', () => {
    const fault = faultOf(stepWith(mode, null, 1e30, SGD), batchAt(0));
    expect(fault.where).toBe('update');
    expect(fault.layer).toMatch(/^hidden|^classes/);
  });

  it('finds a bad number 100 times of 100, wherever it is put, before any weight changes', () => {
    const bits = seededBits(100, 'bad numbers', 0);
    const bad = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    const weights = namedWeights(model);
    const stepping = stepWith(mode, null);
    const good = stepping.runner.readWeights();
    const restore = (changed: readonly NamedTensor[]) =>
      stepping.runner.writeWeights(new Map(changed.map((tensor) => [tensor.name, tensor])));
    for (let i = 0; i < 100; i++) {
      const value = bad[bits() % 3] ?? Number.NaN;
      const target = bits() % (weights.length + 1);
      const at = bits();
      const weight = weights[target];
      if (!weight) {
        expect(
          faultOf(
            stepping,
            batchAt(0, (x) => x.set([value], at % x.length)),
          ).where,
        ).toBe('input');
        continue;
      }
      const spoilt = good.map((tensor, k) => (k === target ? { ...tensor, data: tensor.data.slice() } : tensor));
      const data = spoilt[target]?.data;
      if (data) data[at % data.length] = value;
      restore(spoilt);
      const fault = faultOf(stepping, batchAt(0));
      expect([fault.where, fault.layer]).toEqual(['weight', weight.layer]);
      restore(good);
    }
  });

  it('leaks nothing when a step fails', () => {
    const stepping = stepWith(mode, null);
    const { run } = stepping;
    run(batchAt(0), 0);
    const before = tf.memory().numTensors;
    for (let i = 0; i < 5; i++)
      faultOf(
        stepping,
        batchAt(0, (x) => x.set([Number.NaN], 0)),
        1,
      );
    expect(tf.memory().numTensors).toBe(before);
  });
});
