import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { bindingPath } from '../runtime/binding-path';
import type { Engine } from './backends/engine';
import { openEngine } from './backends/open-engine';
import { type Choosing, chooseRunner, runnerFor } from './choose-runner';
import type { CompiledModel } from './compile';
import type { HowWished } from './how';
import { namedWeights } from './named-weights';
import { createOptimizer } from './optimizers/create-optimizer';

const AUTO: HowWished = { step: 'auto', xla: 'auto', precision: 'float32', threads: null };

/** Decides by the numbers that it sees: no graph can hold that. */
class Peeking extends tf.layers.Layer {
  static readonly className = 'Peeking';

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const [x] = Array.isArray(inputs) ? inputs : [inputs];
    if (!x) throw new Error('nothing came in');
    return (x.sum().dataSync()[0] ?? 0) > 0 ? x : x.neg();
  }

  override computeOutputShape(shape: (number | null)[]): (number | null)[] {
    return shape;
  }
}

function compiled(peeks = false): CompiledModel {
  const input = tf.input({ shape: [4], name: 'x' });
  const hidden = tf.layers.dense({ units: 8, activation: 'tanh' }).apply(input) as tf.SymbolicTensor;
  const seen = peeks ? (new Peeking({}).apply(hidden) as tf.SymbolicTensor) : hidden;
  const model = tf.model({ inputs: input, outputs: tf.layers.dense({ units: 1 }).apply(seen) as tf.SymbolicTensor });
  const plan = { kind: 'value', node: 'y', target: 'y', loss: 'mean_squared_error', standardize: false } as const;
  return {
    model,
    probe: model,
    objective: { model, targets: [plan], forms: ['values'] },
    feedOrder: ['x'],
    weights: namedWeights(model),
    paddable: new Set(),
    anyLength: false,
    seedStep: () => {},
    dispose: () => {},
  };
}

function choosing(engine: Engine, model: CompiledModel, wished: HowWished, steps: number): Choosing & { readonly told: string[] } {
  const x = { shape: [6, 4], data: Float32Array.from({ length: 24 }, (_, i) => Math.sin(i)) };
  const batch = {
    size: 6,
    feeds: { [model.model.inputNames[0] ?? '']: x },
    targets: { y: { shape: [6, 1], data: new Float32Array(6).fill(1) } },
  };
  const optimizer = createOptimizer({ name: 'adam', beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 });
  const told: string[] = [];
  return {
    engine,
    compiled: model,
    options: { optimizer, clipNorm: null, classWeights: null, metricScales: [1] },
    batchSize: 6,
    expected: { train: [batch], judge: [], probe: [] },
    steps,
    wished,
    log: (line) => void told.push(line),
    told,
  };
}

describe('chooseRunner without TensorFlow', () => {
  it('runs kernel by kernel, and says why', async () => {
    const engine = await openEngine('cpu');
    expect(chooseRunner(choosing(engine, compiled(), AUTO, 10)).how).toMatchObject({
      step: 'eager',
      stepReason: 'the engine cpu runs kernels one by one',
    });
  });
});

describe.skipIf(!bindingPath())('chooseRunner', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine('tensorflow');
  });

  it('traces, tells what it measured, and leaves the weights as they were', () => {
    const model = compiled();
    const before = model.weights.map(({ variable }) => [...variable.dataSync()]);
    const runner = chooseRunner(choosing(engine, model, AUTO, 10));
    expect(runner.how).toMatchObject({ step: 'traced', xla: false, precision: 'float32' });
    expect(runner.how.stepReason).toMatch(/ a step as one graph, .* kernel by kernel; compiling it with XLA would take longer/);
    expect(runner.readWeights().map(({ data }) => [...data])).toEqual(before);
    runner.dispose();
  });

  it('tries XLA where a long training may pay for it, with the weights as they were', () => {
    const model = compiled();
    const before = model.weights.map(({ variable }) => [...variable.dataSync()]);
    const asked = choosing(engine, model, AUTO, 1e9);
    const runner = chooseRunner(asked);
    expect(asked.told).toEqual([expect.stringMatching(/^Trying XLA/)]);
    expect(runner.how.stepReason).toMatch(/with XLA$/);
    expect(runner.readWeights().map(({ data }) => [...data])).toEqual(before);
    runner.dispose();
  });

  it.each([
    [
      { ...AUTO, step: 'eager' },
      { step: 'eager', stepReason: 'chosen by hand' },
    ],
    [
      { ...AUTO, step: 'traced', xla: 'on' },
      { step: 'traced', xla: true },
    ],
    [
      { ...AUTO, xla: 'off' },
      { step: 'traced', xla: false },
    ],
    [
      { ...AUTO, precision: 'mixed_bfloat16', xla: 'off' },
      { step: 'traced', precision: 'mixed_bfloat16' },
    ],
  ] as const)('does as the person wishes: %o', (wished, how) => {
    const runner = chooseRunner(choosing(engine, compiled(), wished, 1e9));
    expect(runner.how).toMatchObject(how);
    runner.dispose();
  });

  it.each(['auto', 'on'] as const)('runs kernel by kernel what cannot be traced, and says why; XLA %s', (xla) => {
    const asked = choosing(engine, compiled(true), { ...AUTO, xla }, 10);
    const runner = chooseRunner(asked);
    expect(runner.how).toMatchObject({
      step: 'eager',
      stepReason: expect.stringContaining('this graph cannot be traced: it reads numbers'),
    });
    const [batch] = asked.expected.train;
    if (!batch) throw new Error('no batch');
    expect(runner.trainingStep(asked.options).run(batch, { step: 0, rate: 0.01 }).loss).toBeGreaterThan(0);
  });

  it('makes no graph for each of ever new lengths, and says how to mend it', () => {
    const asked = choosing(engine, { ...compiled(), anyLength: true }, AUTO, 10);
    expect(chooseRunner(asked).how).toMatchObject({ step: 'eager', stepReason: expect.stringContaining('mask_zero') });
    const masked = choosing(engine, { ...compiled(), anyLength: true, paddable: new Set(['words']) }, AUTO, 1e9);
    const runner = chooseRunner(masked);
    expect(runner.how).toMatchObject({ step: 'traced', xla: false, stepReason: expect.stringContaining('every length') });
    runner.dispose();
  });

  it('does the same again for a run that goes on, without measuring', () => {
    const asked = choosing(engine, compiled(), AUTO, 1e9);
    const how = { step: 'traced', xla: false, precision: 'float32', threads: null, stepReason: 'as before' } as const;
    expect(runnerFor(asked, how).how).toBe(how);
    expect(asked.told).toEqual([]);
  });

  it('computes products in bfloat16 where asked, and comes close', () => {
    const losses = (['float32', 'mixed_bfloat16'] as const).map((precision) => {
      const asked = choosing(engine, compiled(), { ...AUTO, precision, xla: 'off' }, 1);
      for (const { variable } of asked.compiled.weights) {
        const size = variable.size;
        const values = tf.tensor(
          Float32Array.from({ length: size }, (_, i) => Math.cos(i)),
          variable.shape,
        );
        variable.assign(values as tf.Tensor<never>);
      }
      const runner = chooseRunner(asked);
      const [batch] = asked.expected.train;
      const loss = batch ? runner.trainingStep(asked.options).run(batch, { step: 0, rate: 0 }).loss : Number.NaN;
      runner.dispose();
      return loss;
    });
    const [exact = 0, short = 0] = losses;
    expect(short).not.toBe(exact);
    expect(Math.abs(short - exact)).toBeLessThan(0.02 * exact);
  });
});
