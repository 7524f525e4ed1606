import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TargetPlan } from '../../../shared/graph/feed';
import type { LayerRecord } from '../../../shared/graph/layer-record';
import type { EncodedBatch, EncodedTensor } from '../../data/dataset';
import { openEngine } from '../backends/open-engine';
import { compileModel } from '../compile';
import { eagerRunner } from '../eager-runner';
import type { GraphHost } from '../graph/native-binding';
import { createOptimizer } from '../optimizers/create-optimizer';
import type { Runner } from '../runner';
import { applyModel } from '../step/feeds';
import { TracedRunner } from '../traced-runner';
import { buildCase, goldenTensor } from './build-case';
import { type ConformanceCase, frozenCases, planOfCase } from './cases';
import { goldenOf } from './golden-file';

const CASES = frozenCases().map((c) => ({ title: `${c.kind}: ${c.name}`, c }));
const OPTIMIZER = createOptimizer({ name: 'adam', beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 });
const HEAD = 'head';

let host: GraphHost;
beforeAll(async () => {
  const { graphs } = await openEngine('tensorflow');
  if (!graphs) throw new Error('TensorFlow runs no graphs');
  host = graphs;
});

/** The case with a trained layer behind its first output, and a batch for it. */
function withHead(c: ConformanceCase) {
  const [ref] = Object.values(c.outputs);
  const [spec] = Object.values(goldenOf(c.kind, c.name).outputs);
  if (!ref || !spec) throw new Error('the case has no output');
  const head: LayerRecord = { name: HEAD, class_name: 'Dense', config: { units: 2 }, inbound: [ref] };
  const plan: TargetPlan = { kind: 'value', node: HEAD, target: 'y', loss: 'mean_squared_error', standardize: false };
  const compiled = compileModel(
    { ...planOfCase(c), records: [...c.records, head], targets: [{ plan, ref: { layer: HEAD, output: 0 } }] },
    1,
  );
  const golden = goldenOf(c.kind, c.name);
  const feeds = Object.fromEntries(
    c.feeds.map(({ name, ids }): [string, EncodedTensor] => {
      const { shape, data } = golden.inputs[name] ?? { shape: [], data: [] };
      const numbers = data.map((value) => value ?? 0);
      return [name, { shape, data: ids === null ? Float32Array.from(numbers) : Int32Array.from(numbers) }];
    }),
  );
  const shape = [...spec.shape.slice(0, -1), 2];
  const target = { shape, data: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(i)) };
  const batch: EncodedBatch = { size: spec.shape[0] ?? 1, feeds, targets: { [HEAD]: target } };
  return { compiled, batch };
}

function train(runner: Runner, batch: EncodedBatch): void {
  const step = runner.trainingStep({ optimizer: OPTIMIZER, clipNorm: null, classWeights: null, metricScales: [1] });
  for (let at = 0; at < 3; at++) step.run(batch, { step: at, rate: 0.01 });
}

describe('every node type with weights, frozen', () => {
  it('is there', () => {
    expect(CASES.length).toBeGreaterThan(10);
  });

  it.each(CASES)('$title: has none to train, gives the same, and exports know', ({ c }) => {
    const { compiled, golden, inputs } = buildCase(c);
    const own = compiled.weights.filter(({ layer }) => c.own.includes(layer));
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter(({ trainable }) => trainable)).toEqual([]);
    expect(c.weights.filter(({ trainable }) => trainable)).toEqual([]);
    tf.tidy(() => {
      const outputs = applyModel(compiled.model, inputs, false);
      for (const [i, port] of Object.keys(c.outputs).entries()) {
        const expected = golden.outputs[port];
        if (!expected) throw new Error(`no golden output “${port}”`);
        expect(outputs[i]?.shape).toEqual(expected.shape);
        const theirs = goldenTensor(expected).dataSync();
        for (const [at, value] of (outputs[i]?.dataSync() ?? []).entries()) {
          const keras = theirs[at] ?? Number.NaN;
          if (!Number.isNaN(keras)) expect(Math.abs(value - keras)).toBeLessThanOrEqual(1e-5 + 1e-4 * Math.abs(keras));
        }
      }
    });
    compiled.dispose();
  });

  const how = { step: 'traced', xla: false, precision: 'float32', threads: null, stepReason: '' } as const;
  // What is written of more steps is judged as a whole, by its own loss: places of values behind it would be more, too.
  const trained = CASES.filter(({ c }) => c.kind !== 'CtcOutput');
  it.each(
    trained.flatMap(({ title, c }) => [
      { title: `${title}, kernel by kernel`, c, traced: false },
      { title: `${title}, as a graph`, c, traced: true },
    ]),
  )('$title: training leaves its weights as they are', ({ c, traced }) => {
    const { compiled, batch } = withHead(c);
    const runner = traced
      ? new TracedRunner(host, compiled, { how, batchSize: batch.size, slots: OPTIMIZER.slots })
      : eagerRunner(compiled, '');
    const before = runner.readWeights().map(({ name, data }) => ({ name, data: data.slice() }));
    train(runner, batch);
    const after = new Map(runner.readWeights().map(({ name, data }) => [name, data]));
    for (const { name, data } of before) {
      const layer = name.split('/')[0] ?? '';
      if (c.own.includes(layer)) expect(after.get(name), name).toEqual(data);
      if (name === `${HEAD}/kernel`) expect(after.get(name)).not.toEqual(data);
    }
    runner.dispose();
    compiled.dispose();
  });
});
