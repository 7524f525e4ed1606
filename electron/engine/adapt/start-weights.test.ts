import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planModel } from '../../../shared/codegen/plan';
import type { DataFacts } from '../../../shared/graph/facts';
import type { FeedState, Preprocessing } from '../../../shared/graph/feed';
import type { Json } from '../../../shared/json';
import { NODES } from '../../../shared/nodes/registry.gen';
import type { EncodedBatch } from '../../data/dataset';
import { openEngine } from '../backends/open-engine';
import { type CompiledModel, compileModel } from '../compile';
import { Moments } from './moments';
import { Quantiles } from './quantiles';
import { startWeights } from './start-weights';

interface Golden {
  readonly rows: readonly number[][];
  readonly mean: number[];
  readonly variance: number[];
  readonly normal: number[];
  readonly kernel: readonly number[][];
  readonly after: { readonly mean: number[]; readonly variance: number[] };
  readonly minimum: number[];
  readonly maximum: number[];
  readonly scaled: number[];
  readonly quantiles: readonly { readonly values: number[]; readonly bins: number; readonly boundaries: number[] }[];
}

const golden = JSON.parse(await readFile(new URL('./golden/adapt.json', import.meta.url), 'utf8')) as Golden;

function expectClose(received: ArrayLike<number>, expected: readonly number[], tolerance = 1e-5): void {
  expect(received.length).toBe(expected.length);
  expected.forEach((value, i) => {
    expect(Math.abs((received[i] ?? Number.NaN) - value)).toBeLessThanOrEqual(tolerance * (1 + Math.abs(value)));
  });
}

describe('statistics', () => {
  it('are those of Keras and of scikit-learn', () => {
    const moments = new Moments(3);
    for (let at = 0; at < golden.rows.length; at += 7) moments.add(golden.rows.slice(at, at + 7).flat());
    expectClose(moments.mean(), golden.mean);
    expectClose(moments.variance(), golden.variance);
    expectClose(moments.minimum(), golden.minimum, 1e-7);
    expectClose(moments.maximum(), golden.maximum, 1e-7);
  });

  it.each(golden.quantiles)('finds the borders of Keras’s bins: $values.length numbers, $bins bins', ({ values, bins, boundaries }) => {
    const quantiles = new Quantiles();
    for (let at = 0; at < values.length; at += 13) quantiles.add(values.slice(at, at + 13));
    const found = quantiles.boundaries(bins);
    expect(found.length).toBe(bins - 1);
    expectClose([...found].filter(Number.isFinite), boundaries.slice(0, bins - 1), 1e-6);
  });

  it('compresses more numbers than it sorts at once', () => {
    const quantiles = new Quantiles();
    const part = Float32Array.from({ length: 500_000 }, (_, i) => (i * 7919) % 500_000);
    for (let i = 0; i < 9; i++) quantiles.add(part);
    expectClose(quantiles.boundaries(4), [125_000, 250_000, 375_000], 0.02);
  });
});

const facts: DataFacts = {
  samples: 60,
  inputs: { table: { kind: 'table', columns: ['a', 'b', 'c'] } },
  targets: { y: { kind: 'value', column: 'y' } },
};

/** A chain from a table to a number. */
function chain(nodes: readonly (readonly [string, string, { readonly [name: string]: Json }])[]) {
  const all = [['table', 'TableInput', { standardize: false }] as const, ...nodes, ['y', 'Regression', {}] as const];
  const planned = planModel(
    {
      nodes: Object.fromEntries(all.map(([id, kind, params]) => [id, { kind, title: null, params }])),
      wires: all.slice(1).map(([id, kind], i) => ({
        from: { node: all[i]?.[0] ?? '', port: i === 0 ? 'columns' : 'output' },
        to: { node: id, port: kind === 'Embedding' ? 'ids' : 'input' },
      })),
    },
    NODES,
    facts,
  );
  if (!planned.ok) throw new Error(planned.problems[0]?.message);
  return planned.plan;
}

const NONE: Preprocessing = { format: 'attention-studio-preprocessing', version: 2, feeds: [], targets: [] };
const encode = async (indices: Uint32Array): Promise<EncodedBatch> => ({
  size: indices.length,
  feeds: { table: { shape: [indices.length, 3], data: Float32Array.from([...indices].flatMap((at) => golden.rows[at] ?? [])) } },
  targets: {},
});
const train = Uint32Array.from(golden.rows, (_, i) => i);
const valuesOf = (compiled: CompiledModel, name: string) =>
  compiled.weights.find((weight) => weight.name === name)?.variable.dataSync<'float32'>() ?? [];

beforeAll(async () => {
  await openEngine('cpu');
});

describe('nodes that learn before the first step', () => {
  it('do so in the order of the graph: what stands before one is evaluated', async () => {
    const plan = chain([
      ['first', 'Normalization', {}],
      ['hidden', 'Dense', { units: 2, use_bias: false }],
      ['second', 'Normalization', {}],
      ['range', 'MinMaxScaling', { low: -1, high: 2 }],
    ]);
    const compiled = compileModel(plan, 1);
    const kernel = tf.tensor(golden.kernel.map((row) => [...row]));
    for (const { name, variable } of compiled.weights) if (name === 'hidden/kernel') variable.assign(kernel as tf.Tensor<never>);
    const tensors = tf.memory().numTensors;
    const notes = await startWeights({ compiled, starts: plan.starts ?? [], preprocessing: NONE, train, batchSize: 16, encode });
    expect(tf.memory().numTensors).toBe(tensors);
    expect(notes).toEqual(['first', 'second', 'range'].map((id) => `“${id}” learned from 60 training samples.`));
    expectClose(valuesOf(compiled, 'first/mean'), golden.mean);
    expectClose(valuesOf(compiled, 'first/variance'), golden.variance);
    expectClose(valuesOf(compiled, 'second/mean'), golden.after.mean, 1e-4);
    expectClose(valuesOf(compiled, 'second/variance'), golden.after.variance, 1e-4);
    expect(Math.min(...valuesOf(compiled, 'range/maximum'))).toBeGreaterThan(1);
    const layer = compiled.probe.getLayer('first');
    const normal = layer.apply(tf.tensor(golden.rows.slice(0, 5).map((row) => [...row]))) as tf.Tensor;
    expectClose(normal.dataSync(), golden.normal);
    compiled.dispose();
  });

  it('scale as scikit-learn, constant columns too', async () => {
    const plan = chain([['range', 'MinMaxScaling', { low: -1, high: 2 }]]);
    const compiled = compileModel(plan, 1);
    await startWeights({ compiled, starts: plan.starts ?? [], preprocessing: NONE, train, batchSize: 60, encode });
    const scaled = compiled.probe.getLayer('range').apply(tf.tensor(golden.rows.slice(0, 5).map((row) => [...row]))) as tf.Tensor;
    expectClose(scaled.dataSync(), golden.scaled);
    compiled.dispose();
  });

  it('do not learn from numbers that are none', async () => {
    const plan = chain([['first', 'Normalization', {}]]);
    const compiled = compileModel(plan, 1);
    const broken = async (indices: Uint32Array): Promise<EncodedBatch> => ({
      size: indices.length,
      feeds: { table: { shape: [indices.length, 3], data: new Float32Array(3 * indices.length).fill(Number.NaN) } },
      targets: {},
    });
    const starting = { compiled, starts: plan.starts ?? [], preprocessing: NONE, train, batchSize: 60, encode: broken };
    await expect(startWeights(starting)).rejects.toThrow('“first” cannot learn');
    compiled.dispose();
  });
});

describe('word vectors', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'start-vectors-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const textFacts: DataFacts = { samples: 4, inputs: { text: { kind: 'text' } }, targets: { y: { kind: 'value', column: 'y' } } };
  async function start(state: FeedState) {
    const file = path.join(folder, 'glove.txt');
    await writeFile(file, 'cat 1 2\n[UNK] 9 9\nhat 3 4\nmat 5 6\n');
    const nodes: [string, string, { [name: string]: Json }][] = [
      ['text', 'TextInput', {}],
      ['words', 'TextVectorization', { max_tokens: 5 }],
      ['vectors', 'Embedding', { output_dim: 2, vectors: { path: file, facts: { width: 2 } }, trainable: false }],
      ['mean', 'GlobalAveragePooling1D', {}],
      ['y', 'Regression', {}],
    ];
    const ports = ['text', 'ids', 'output', 'output'];
    const planned = planModel(
      {
        nodes: Object.fromEntries(nodes.map(([id, kind, params]) => [id, { kind, title: null, params }])),
        wires: nodes.slice(1).map(([id, kind], i) => ({
          from: { node: nodes[i]?.[0] ?? '', port: ports[i] ?? '' },
          to: { node: id, port: kind === 'TextVectorization' ? 'text' : kind === 'Embedding' ? 'ids' : 'input' },
        })),
      },
      NODES,
      textFacts,
    );
    if (!planned.ok) throw new Error(planned.problems[0]?.message);
    const compiled = compileModel(planned.plan, 1);
    const before = [...valuesOf(compiled, 'vectors/embeddings')];
    const feeds = planned.plan.feeds.map((plan) => ({ plan, state }));
    const starting = { compiled, starts: planned.plan.starts ?? [], preprocessing: { ...NONE, feeds }, train, batchSize: 4, encode };
    try {
      const notes = await startWeights(starting);
      return { before, after: [...valuesOf(compiled, 'vectors/embeddings')], notes };
    } finally {
      compiled.dispose();
    }
  }

  it('fill the rows of their words; the others start as always', async () => {
    const { before, after, notes } = await start({ kind: 'text', vocabulary: ['', '[UNK]', 'hat', 'dog', 'cat'] });
    expect(after).toEqual([...before.slice(0, 4), 3, 4, ...before.slice(6, 8), 1, 2]);
    expect(notes).toEqual(['“vectors”: 2 of 3 words have vectors.']);
  });

  it('need a vocabulary of words', async () => {
    await expect(start({ kind: 'text', vocabulary: [], tokenizer: { json: '{}', sha256: '' } })).rejects.toThrow('not those of words');
  });
});
