import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ModelPlan } from '../../../shared/codegen/plan';
import { withKernelRules } from '../../../shared/graph/kernel-rules';
import { openEngine } from '../backends/open-engine';
import { compileModel } from '../compile';
import { eagerRunner } from '../eager-runner';
import { epochOrder } from '../epoch-order';
import type { GraphHost } from '../graph/native-binding';
import type { Precision } from '../graph/recorder';
import { createOptimizer } from '../optimizers/create-optimizer';
import type { Runner, StepOptions } from '../runner';
import { slotNames } from '../step/accumulation';
import { TracedRunner, type TraceSettings } from '../traced-runner';
import { batchOf, chain, FROZEN_CONVOLUTIONS, SAMPLES } from './frozen-model.test-data';

const BATCH = 4;
const EPOCHS = 7;
const OPTIONS: StepOptions = {
  optimizer: createOptimizer({ name: 'adam', beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 }),
  clipNorm: 1,
  classWeights: null,
  metricScales: [1],
};
const SAID = /^Frozen parts are computed once a sample: (.+) numbers each\.$/;

let host: GraphHost;
beforeAll(async () => {
  const { graphs } = await openEngine('tensorflow');
  if (!graphs) throw new Error('TensorFlow runs no graphs');
  host = graphs;
});

/** Batches of an epoch; the last one holds two samples. */
function batches(epoch: number, known: boolean) {
  const order = [
    ...epochOrder(
      Uint32Array.from({ length: SAMPLES }, (_, i) => i),
      3,
      epoch,
    ),
  ];
  return [0, BATCH, 2 * BATCH].map((at) => batchOf(order.slice(at, at + BATCH), known));
}

interface Trained {
  readonly losses: readonly number[];
  readonly weights: ReturnType<Runner['readWeights']>;
  readonly log: readonly string[];
}

type Way = Partial<TraceSettings> & {
  readonly xla?: boolean;
  readonly precision?: Precision;
  readonly known?: boolean;
  readonly eager?: boolean;
  readonly options?: Partial<StepOptions>;
};

function train(
  plan: ModelPlan,
  { xla = false, precision = 'float32', known = true, eager = false, options, ...settings }: Way = {},
): Trained {
  const compiled = compileModel(plan, 1);
  const log: string[] = [];
  const how = { step: 'traced', xla, precision, threads: null, stepReason: '' } as const;
  const all = { ...OPTIONS, ...options };
  const slots = slotNames(all);
  const runner = eager
    ? eagerRunner(compiled, '')
    : new TracedRunner(host, compiled, { how, batchSize: BATCH, slots, log: (line) => log.push(line), ...settings });
  const step = runner.trainingStep(all);
  const losses: number[] = [];
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (const batch of batches(epoch, known)) losses.push(step.run(batch, { step: losses.length, rate: 0.01 }).loss);
  }
  const weights = runner.readWeights();
  runner.dispose();
  compiled.dispose();
  return { losses, weights, log };
}

function expectClose(received: readonly number[], expected: readonly number[]): void {
  expect(received.length).toBe(expected.length);
  for (const [i, loss] of expected.entries()) {
    expect(Math.abs((received[i] ?? Number.NaN) - loss), `loss ${i}`).toBeLessThanOrEqual(1e-5 + 1e-4 * Math.abs(loss));
  }
}

describe('features of frozen layers', () => {
  it('are remembered, and the losses are those of kernel by kernel', () => {
    const remembered = train(FROZEN_CONVOLUTIONS);
    // 3 × 3 places with 5 filters; said once, though batches of two sizes are trained on.
    expect(remembered.log.map((line) => SAID.exec(line)?.[1])).toEqual(['45']);
    const reference = train(FROZEN_CONVOLUTIONS, { eager: true });
    expectClose(remembered.losses, reference.losses);
    expect(reference.losses.at(-1)).not.toBe(reference.losses[0]);
  });

  it('are remembered where weights have penalties, longest lengths, rates of their own and means', () => {
    const records = FROZEN_CONVOLUTIONS.records.map((record) =>
      record.class_name === 'Dense'
        ? { ...record, config: withKernelRules(record, { l1: 0.01, l2: 0.1, maxNorm: 0.5 }), learning_rate_factor: 2 }
        : record,
    );
    const plan = { ...FROZEN_CONVOLUTIONS, records };
    const options = { average: { momentum: 0.5, overwriteEvery: 2 } };
    const remembered = train(plan, { options });
    expect(remembered.log).toHaveLength(1);
    expectClose(remembered.losses, train(plan, { eager: true, options }).losses);
    expect(remembered.losses).not.toEqual(train(FROZEN_CONVOLUTIONS).losses);
  });

  it('are not used for samples that nobody knows', () => {
    expectClose(train(FROZEN_CONVOLUTIONS, { known: false }).losses, train(FROZEN_CONVOLUTIONS, { eager: true }).losses);
  });

  it.each([
    ['none fits', 0],
    ['some fit', 3 * 45 * 4],
  ])('have the same bits where %s into memory', (_name, featureBytes) => {
    const plenty = train(FROZEN_CONVOLUTIONS);
    const few = train(FROZEN_CONVOLUTIONS, { featureBytes });
    expect(few.losses).toEqual(plenty.losses);
    expect(few.weights).toEqual(plenty.weights);
  });

  it('serve judging, the same samples and others', () => {
    const compiled = compileModel(FROZEN_CONVOLUTIONS, 1);
    const how = { step: 'traced', xla: false, precision: 'float32', threads: null, stepReason: '' } as const;
    const log: string[] = [];
    const runner = new TracedRunner(host, compiled, {
      how,
      batchSize: BATCH,
      slots: OPTIONS.optimizer.slots,
      log: (line) => log.push(line),
    });
    const step = runner.trainingStep(OPTIONS);
    step.run(batchOf([0, 1, 2, 3]), { step: 0, rate: 0.01 });
    const batch = batchOf([2, 3, 8]);
    const judged = tf.tidy(() =>
      [batch, batchOf([2, 3, 8], false), batch].map((one) => {
        const { loss, metrics, outputs } = runner.judge(one);
        return [loss, ...metrics, ...outputs.flatMap((output) => [...output.dataSync()])];
      }),
    );
    const [first = [], whole = [], again] = judged;
    expect(again).toEqual(first);
    expectClose(first, whole);
    // What judging remembers is what training does.
    expect(log).toHaveLength(1);
    runner.dispose();
    compiled.dispose();
  });

  it('feed what XLA compiles', () => {
    const compiled = train(FROZEN_CONVOLUTIONS, { xla: true });
    expect(compiled.log).toHaveLength(1);
    expectClose(compiled.losses, train(FROZEN_CONVOLUTIONS).losses);
  }, 60_000);

  it('are kept in single precision where products are shorter', () => {
    const remembered = train(FROZEN_CONVOLUTIONS, { precision: 'mixed_bfloat16' });
    expect(remembered.log).toHaveLength(1);
    for (const [i, loss] of train(FROZEN_CONVOLUTIONS, { precision: 'mixed_bfloat16', known: false }).losses.entries()) {
      expect(remembered.losses[i]).toBeCloseTo(loss, 2);
    }
  });

  it('serve gradients of several batches', () => {
    const options = { accumulate: 2 };
    const remembered = train(FROZEN_CONVOLUTIONS, { options });
    expect(remembered.log).toHaveLength(1);
    expectClose(remembered.losses, train(FROZEN_CONVOLUTIONS, { eager: true, options }).losses);
  });
});

const CONV = { filters: 3, kernel_size: [3, 3], padding: 'valid', activation: 'relu' };
const FROZEN = { ...CONV, trainable: false };
const LSTM = { units: 3, trainable: false };

describe('what is remembered', () => {
  it.each([
    // 4 × 4 places with 3 filters, before what is trained flattens them.
    [
      'ends before the first trained layer',
      chain(['Conv2D', FROZEN], ['Conv2D', CONV], ['Conv2D', { ...FROZEN, kernel_size: [2, 2] }], ['Flatten', {}]),
      '48',
    ],
    ['ends before dropout', chain(['Conv2D', FROZEN], ['Dropout', { rate: 0.5 }], ['Conv2D', FROZEN], ['Flatten', {}]), '48'],
    ['is a loop’s too', chain(['Reshape', { target_shape: [6, 18] }], ['LSTM', { ...LSTM, return_sequences: true }], ['LSTM', LSTM]), '3'],
    ['is what a dilated convolution makes', chain(['Conv2D', { ...FROZEN, dilation_rate: [2, 2] }], ['Flatten', {}]), '12'],
    ['ends where places are laid side by side', chain(['Flatten', {}], ['Dense', { units: 7, activation: 'tanh', trainable: false }]), '7'],
  ])('%s', (_name, plan, numbers) => {
    const remembered = train(plan);
    expect(remembered.log.map((line) => SAID.exec(line)?.[1])).toEqual([numbers]);
    expectClose(remembered.losses, train(plan, { eager: true }).losses);
  });

  it.each([
    ['dropout comes before all that is frozen', chain(['Dropout', { rate: 0.5 }], ['Conv2D', FROZEN], ['Flatten', {}])],
    ['a trained layer comes before all that is frozen', chain(['Conv2D', CONV], ['Conv2D', FROZEN], ['Flatten', {}])],
    ['nothing is frozen', chain(['Conv2D', CONV], ['Flatten', {}])],
    ['what is frozen takes no time', chain(['LayerNormalization', { trainable: false }], ['Flatten', {}])],
  ])('is nothing where %s', (_name, plan) => {
    const trained = train(plan);
    expect(trained.log).toEqual([]);
    expectClose(trained.losses, train(plan, { eager: true }).losses);
  });

  it('are remembered only where a run’s settings say that it pays', () => {
    const said = (samples: number, epochs: number) => train(FROZEN_CONVOLUTIONS, { recurring: { samples, epochs } }).log;
    expect(said(SAMPLES, 4)).toEqual([expect.stringMatching(SAID)]);
    expect(said(SAMPLES, 3)).toEqual([]);
    expect(said(1e9, 50)).toEqual([]);
  });
});
