import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ModelPlan } from '../../../shared/codegen/plan';
import type { FeedPlan } from '../../../shared/graph/feed';
import type { LayerRecord } from '../../../shared/graph/layer-record';
import type { EncodedBatch } from '../../data/dataset';
import { bindingPath } from '../../runtime/binding-path';
import { openEngine } from '../backends/open-engine';
import { type CompiledModel, compileModel } from '../compile';
import { eagerRunner } from '../eager-runner';
import golden from '../golden/batch-normalization.json';
import type { GraphHost } from '../graph/native-binding';
import { createOptimizer } from '../optimizers/create-optimizer';
import type { Runner, StepOptions } from '../runner';
import { applyModel } from '../step/feeds';
import { NotFinite } from '../step/training-step';
import { TracedRunner } from '../traced-runner';

interface Packed {
  readonly shape: number[];
  readonly data: number[];
}

type Case = (typeof golden.cases)[number];

const MODES = bindingPath() ? (['eager', 'traced', 'xla'] as const) : (['eager'] as const);
type Mode = (typeof MODES)[number];
const BATCH = 4;

let host: GraphHost | null;
beforeAll(async () => {
  host = (await openEngine('auto')).graphs;
});

const opened: { dispose(): void }[] = [];
afterEach(() => {
  for (const one of opened.splice(0).reverse()) one.dispose();
});

const record = (name: string, class_name: string, config: LayerRecord['config'], from: string | null): LayerRecord => ({
  name,
  class_name,
  config,
  inbound: from === null ? [] : [{ layer: from, output: 0 }],
});

/** The golden script's models. */
function planOf(name: string, frozen: { readonly bn?: boolean; readonly before?: boolean } = {}): ModelPlan {
  const bn = (from: string) =>
    record('bn', 'BatchNormalization', { momentum: golden.momentum, ...(frozen.bn && { trainable: false }) }, from);
  const before = (from: string) =>
    record('before', 'Dense', { units: 4, activation: 'tanh', ...(frozen.before && { trainable: false }) }, from);
  const input = (shape: (number | null)[], dtype = 'float32') => record('x', 'InputLayer', { batch_shape: [null, ...shape], dtype }, null);
  const head = (from: string) => record('y', 'Dense', { units: 1 }, from);
  const records: { readonly [name: string]: LayerRecord[] } = {
    table: [input([3]), before('x'), bn('before'), head('bn')],
    'table, penalised': [
      input([3]),
      before('x'),
      bn('before'),
      record('penalty', 'ActivityRegularization', { l1: 0.02, l2: 0.03 }, 'bn'),
      head('penalty'),
    ],
    map: [input([3, 2, 2]), bn('x'), record('flat', 'Flatten', {}, 'bn'), head('flat')],
    'text, padded': [
      input([null], 'int32'),
      record('embedding', 'Embedding', { input_dim: 7, output_dim: 3, mask_zero: true }, 'x'),
      before('embedding'),
      bn('before'),
      record('pool', 'GlobalAveragePooling1D', {}, 'bn'),
      head('pool'),
    ],
  };
  const text: FeedPlan = {
    kind: 'text',
    node: 'x',
    source: 'text',
    max_tokens: 7,
    output_sequence_length: null,
    standardize: 'none',
    split: 'whitespace',
  };
  const feed: FeedPlan = name === 'text, padded' ? text : { kind: 'table', node: 'x', source: 'table', columns: [], standardize: false };
  return {
    feeds: [feed],
    records: records[name] ?? [],
    targets: [
      { plan: { kind: 'value', node: 'y', target: 'y', loss: 'mean_squared_error', standardize: false }, ref: { layer: 'y', output: 0 } },
    ],
    maps: [],
    parameters: 0,
  };
}

function batchOf(c: Case, at: number): EncodedBatch {
  const [x, y] = [c.x[at], c.y[at]];
  if (!x || !y) throw new Error('no such batch');
  const data = c.name === 'text, padded' ? Int32Array.from(x.data) : Float32Array.from(x.data);
  return { size: BATCH, feeds: { x: { shape: x.shape, data } }, targets: { y: { shape: y.shape, data: Float32Array.from(y.data) } } };
}

const optionsOf = (accumulate: number): StepOptions => ({
  optimizer: createOptimizer({ name: 'sgd', momentum: 0, nesterov: false }),
  clipNorm: null,
  accumulate,
  classWeights: null,
  metricScales: [1],
});

/** With Keras's weights. */
function open(mode: Mode, c: Case, plan = planOf(c.name)): { readonly runner: Runner; readonly compiled: CompiledModel } {
  const compiled = compileModel(plan, 1);
  opened.push(compiled);
  for (const { name, variable } of compiled.weights) {
    const value: Packed | undefined = c.before.find((weight) => weight.name === name);
    if (!value) throw new Error(`Keras has no ${name}`);
    const tensor = tf.tensor(value.data, value.shape);
    variable.assign(tensor as tf.Tensor<never>);
  }
  const how = { step: 'traced', xla: mode === 'xla', precision: 'float32', threads: null, stepReason: '' } as const;
  if (mode === 'eager') return { compiled, runner: eagerRunner(compiled, '') };
  if (!host) throw new Error('TensorFlow runs no graphs');
  const slots = c.accumulate > 1 ? ['accumulator'] : [];
  const runner = new TracedRunner(host, compiled, { how, batchSize: BATCH, slots });
  opened.push(runner);
  return { compiled, runner };
}

function expectClose(received: ArrayLike<number>, expected: ArrayLike<number>, what: string): void {
  expect(received.length, what).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) expect(received[i], `${what}[${i}]`).toBeCloseTo(expected[i] ?? Number.NaN, 4);
}

const weightsOf = (runner: Runner) => new Map(runner.readWeights().map((weight) => [weight.name, weight]));

describe.each(MODES)('batch normalisation while training, %s', (mode) => {
  it.each(golden.cases.map((c) => ({ title: `${c.name}, an update every ${c.accumulate}`, c })))(
    '$title: losses, weights and moving statistics of Keras, and what is judged with them',
    ({ c }) => {
      const { runner } = open(mode, c);
      const step = runner.trainingStep(optionsOf(c.accumulate));
      for (const [at, loss] of c.losses.entries()) {
        expect(step.run(batchOf(c, at), { step: at, rate: golden.rate }).loss, `loss ${at}`).toBeCloseTo(loss, 4);
      }
      const after = weightsOf(runner);
      for (const [i, { name }] of c.before.entries()) expectClose(after.get(name)?.data ?? [], c.after[i]?.data ?? [], name);
      tf.tidy(() => expectClose(runner.judge(batchOf(c, 0)).outputs[0]?.dataSync() ?? [], c.judged.data, 'judged'));
    },
  );

  it('goes on from a checkpoint as if it had never stopped, to the last bit', () => {
    const [c] = golden.cases;
    if (!c) throw new Error('no case');
    const train = (runner: Runner, from: number, state: ReturnType<ReturnType<Runner['trainingStep']>['saveState']>) => {
      const step = runner.trainingStep(optionsOf(1));
      step.loadState(new Map(state.map((tensor) => [tensor.name, tensor])));
      for (let at = from; at < from + 2; at++) step.run(batchOf(c, at), { step: at, rate: golden.rate });
      return step.saveState();
    };
    const { runner: whole } = open(mode, c);
    train(whole, 2, train(whole, 0, []));
    const { runner: first } = open(mode, c);
    const state = train(first, 0, []);
    const saved = weightsOf(first);
    const { runner: second } = open(mode, c);
    second.writeWeights(saved);
    train(second, 2, state);
    expect(weightsOf(second)).toEqual(weightsOf(whole));
  });

  it('moves nothing where the step is refused', () => {
    const [c] = golden.cases;
    if (!c) throw new Error('no case');
    const { runner } = open(mode, c, {
      ...planOf('table'),
      records: [
        record('x', 'InputLayer', { batch_shape: [null, 3], dtype: 'float32' }, null),
        record('before', 'Dense', { units: 4 }, 'x'),
        record('bn', 'BatchNormalization', {}, 'before'),
        record('y', 'Dense', { units: 1 }, 'bn'),
      ],
    });
    const before = weightsOf(runner);
    const batch = batchOf(c, 0);
    // Its square is no number any more, what is made of it is 0.
    batch.feeds.x?.data.fill(1e25, 0, 3);
    const step = runner.trainingStep(optionsOf(1));
    let fault: unknown = null;
    try {
      step.run(batch, { step: 0, rate: 0.1 });
    } catch (error) {
      fault = error;
    }
    expect(fault).toBeInstanceOf(NotFinite);
    expect(weightsOf(runner)).toEqual(before);
  });

  it('remembers what frozen layers before it make of a sample, but not its own statistics', () => {
    const [c] = golden.cases;
    if (!c) throw new Error('no case');
    const indices = Uint32Array.from({ length: BATCH }, (_, i) => i);
    const results = ([mode, 'eager'] as const).map((how) => {
      const { runner } = open(how, c, planOf('table', { before: true }));
      const step = runner.trainingStep(optionsOf(1));
      return Array.from({ length: 3 }, (_, at) => {
        const loss = step.run({ ...batchOf(c, 0), indices }, { step: at, rate: golden.rate }).loss;
        return [loss, tf.tidy(() => runner.judge({ ...batchOf(c, 0), indices }).loss)];
      }).flat();
    });
    expectClose(results[0] ?? [], results[1] ?? [], 'losses');
    expect(results[0]?.[1]).not.toBeCloseTo(results[0]?.[3] ?? 0, 4);
  });
});

it('frozen, it is while training what it is afterwards', () => {
  const [c] = golden.cases;
  if (!c) throw new Error('no case');
  const { compiled } = open('eager', c, planOf('table', { bn: true }));
  expect(compiled.weights.filter(({ moving }) => moving)).toEqual([]);
  tf.tidy(() => {
    const x = tf.tensor(c.x[0]?.data ?? [], c.x[0]?.shape);
    const [training, after] = [true, false].map((mode) => applyModel(compiled.model, [x], mode)[0]?.dataSync());
    expect(training).toEqual(after);
  });
});
