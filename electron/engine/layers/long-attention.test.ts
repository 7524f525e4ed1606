import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { bindingPath } from '../../runtime/binding-path';
import { openEngine } from '../backends/open-engine';
import { writeSavedModel } from '../graph/saved-model';
import { ServedSession } from '../graph/served-session';
import { initialWeight } from '../initial-weights';
import { namedWeights } from '../named-weights';
import { randomStream } from '../random-stream';
import { recordPrediction } from '../record-prediction';
import { LinearAttention } from './linear-attention';
import { LinearAttentionScores } from './linear-attention-scores';
import { LocalAttention } from './local-attention';
import { LocalAttentionScores } from './local-attention-scores';
import { RandomFeatures } from './random-features';
import { RelativeAttention } from './relative-attention';

const SLOTS = { query: 0, value: 1, key: 2 };
const MASKED = { ...SLOTS, valueMask: 3 };
const [HEADS, SIZE] = [2, 3];

let names = 0;
const base = (causal: boolean, masked: boolean) => ({
  name: `layer${names++}`,
  numHeads: HEADS,
  useCausalMask: causal,
  slots: masked ? MASKED : SLOTS,
});

function numbers(shape: number[], seed: string, scale = 1): tf.Tensor {
  const uniform = randomStream('weights', 3, seed, '');
  const size = shape.reduce((a, b) => a * b, 1);
  return tf.tensor(
    Float32Array.from({ length: size }, () => (2 * uniform() - 1) * scale),
    shape,
  );
}

const inputsOf = (places: number): tf.Tensor[] => ['q', 'v', 'k'].map((name) => numbers([2, places, HEADS * SIZE], name));
/** The first sample has all places, the second a third of them. */
const maskOf = (places: number): tf.Tensor =>
  tf.tensor2d(
    Array.from({ length: 2 * places }, (_, i) => (i < places || 3 * (i - places) < places ? 1 : 0)),
    [2, places],
  );

/** Σ_j weight · value with a matrix of weights, head by head. */
function byMatrix(scores: tf.Tensor, value: tf.Tensor): tf.Tensor {
  const [batch = 1, places = 1] = value.shape;
  const heads = value.reshape([batch, places, HEADS, SIZE]).transpose([0, 2, 1, 3]);
  return tf.matMul(scores, heads).transpose([0, 2, 1, 3]).reshape(value.shape);
}

function expectClose(a: tf.Tensor | undefined, b: tf.Tensor | undefined, within = 1e-5): void {
  if (!a || !b) throw new Error('nothing to compare');
  expect(a.shape).toEqual(b.shape);
  expect(a.sub(b).abs().max().dataSync()[0]).toBeLessThan(within);
}

interface Kind {
  readonly title: string;
  make(causal: boolean, masked: boolean): tf.layers.Layer;
  /** The matrix of weights; absent: the layer's second output. */
  scores?(causal: boolean, masked: boolean): tf.layers.Layer;
}

const KINDS: readonly Kind[] = [
  {
    title: 'local',
    make: (causal, masked) => new LocalAttention({ ...base(causal, masked), window: 5 }),
    scores: (causal, masked) => new LocalAttentionScores({ ...base(causal, masked), window: 5 }),
  },
  {
    title: 'linear',
    make: (causal, masked) => new LinearAttention({ ...base(causal, masked), featureMap: 'elu' }),
    scores: (causal, masked) => new LinearAttentionScores({ ...base(causal, masked), featureMap: 'elu' }),
  },
  {
    title: 'of random features',
    make: (causal, masked) => new LinearAttention({ ...base(causal, masked), featureMap: 'exp' }),
    scores: (causal, masked) => new LinearAttentionScores({ ...base(causal, masked), featureMap: 'exp' }),
  },
  {
    title: 'relative',
    make: (causal, masked) => new RelativeAttention({ ...base(causal, masked), positions: 'rotary', numBuckets: 8, maxDistance: 9 }),
  },
];
const LONG = KINDS.filter((kind) => kind.scores);
const WAYS = KINDS.flatMap((kind) => [false, true].map((causal) => ({ title: `${kind.title}${causal ? ', causal' : ''}`, kind, causal })));
const LONG_WAYS = WAYS.filter(({ kind }) => LONG.includes(kind));
const first = (output: unknown): tf.Tensor => (Array.isArray(output) ? output[0] : output) as tf.Tensor;
/** RelativeAttention turns pairs of features. */
const evenInputs = (places: number): tf.Tensor[] => inputsOf(places).map((x) => tf.concat([x, x.slice([0, 0, 0], [-1, -1, HEADS])], 2));

describe.each(['tensorflow', 'cpu'] as const)('attention over long sequences on %s', (engine) => {
  beforeAll(async () => {
    await openEngine(engine);
  });

  it.each(LONG_WAYS)('$title: over several blocks it is what its matrix of weights says', ({ kind, causal }) => {
    tf.tidy(() => {
      for (const places of [1, 5, 64, 150]) {
        for (const masked of [false, true]) {
          const inputs = [...inputsOf(places), ...(masked ? [maskOf(places)] : [])];
          const output = kind.make(causal, masked).apply(inputs) as tf.Tensor;
          const scores = kind.scores?.(causal, masked).apply(inputs) as tf.Tensor;
          expectClose(output, byMatrix(scores, inputs[1] as tf.Tensor));
          if (!masked) expectClose(scores.sum(-1), tf.ones(scores.shape.slice(0, -1)));
        }
      }
    });
  });

  it.each(LONG_WAYS)('$title: gradients are those by its matrix of weights', ({ kind, causal }) => {
    tf.tidy(() => {
      const [inputs, mask, fixed] = [inputsOf(70), maskOf(70), numbers([2, 70, HEADS * SIZE], 'fixed')];
      const ours = kind.make(causal, true);
      const scores = kind.scores?.(causal, true);
      const byOurs = tf.grads((...x: tf.Tensor[]) => (ours.apply([...x, mask]) as tf.Tensor).mul(fixed).sum())(inputs);
      const byPairs = tf.grads((...x: tf.Tensor[]) =>
        byMatrix(scores?.apply([...x, mask]) as tf.Tensor, x[1] as tf.Tensor)
          .mul(fixed)
          .sum(),
      )(inputs);
      for (const [i, gradient] of byOurs.entries()) expectClose(gradient, byPairs[i], 1e-4);
    });
  });

  it.each(WAYS)('$title: rows that may look at nothing give 0, and their gradients are finite', ({ kind, causal }) => {
    tf.tidy(() => {
      const inputs = evenInputs(9);
      const nothing = tf.zeros([2, 9]);
      const layer = kind.make(causal, true);
      expect(
        first(layer.apply([...inputs, nothing]))
          .abs()
          .max()
          .dataSync()[0],
      ).toBe(0);
      const gradients = tf.grads((...x: tf.Tensor[]) => first(layer.apply([...x, nothing])).sum())(inputs);
      for (const gradient of gradients) expect([...gradient.dataSync()].every(Number.isFinite)).toBe(true);
    });
  });

  it('random features come closer to softmax attention the more there are', () => {
    const places = 12;
    const inputs = inputsOf(places);
    const heads = (x: tf.Tensor) => x.reshape([2, places, HEADS, SIZE]).transpose([0, 2, 1, 3]);
    const [query, value, key] = inputs as [tf.Tensor, tf.Tensor, tf.Tensor];
    const exact = byMatrix(tf.softmax(tf.matMul(heads(query), heads(key), false, true).mul(SIZE ** -0.5)), value);
    const off = [8, 128, 2048].map((numFeatures) => {
      const errors = [1, 2, 3, 4].map((seed) => {
        const features = new RandomFeatures({ name: `features${names++}`, numHeads: HEADS, numFeatures });
        features.apply(query);
        const shape = [SIZE, numFeatures];
        features.setWeights([tf.tensor(initialWeight(seed, 'f', 'RandomFeatures', 'projection', shape), shape)]);
        const attention = new LinearAttention({ ...base(false, false), featureMap: 'exp' });
        const output = attention.apply([features.apply(query) as tf.Tensor, value, features.apply(key) as tf.Tensor]) as tf.Tensor;
        return output.sub(exact).square().mean().dataSync()[0] ?? Number.NaN;
      });
      return Math.sqrt(errors.reduce((sum, error) => sum + error, 0) / errors.length);
    });
    const [few = 0, more = 0, many = 0] = off;
    // Errors fall with the root of their number: by 4 each time.
    expect(few / more).toBeGreaterThan(2);
    expect(more / many).toBeGreaterThan(2);
    expect(many).toBeLessThan(0.01);
  });
});

it('random features are as long as normal vectors, and orthogonal in groups', () => {
  const [size, count] = [4, 6];
  const drawn = initialWeight(7, 'f', 'RandomFeatures', 'projection', [size, count]);
  const column = (at: number): number[] => Array.from({ length: size }, (_, row) => drawn[row * count + at] ?? 0);
  const dot = (a: number, b: number): number => column(a).reduce((sum, value, i) => sum + value * (column(b)[i] ?? 0), 0);
  for (const [a, b] of [
    [0, 1],
    [1, 3],
    [4, 5],
  ] as const)
    expect(Math.abs(dot(a, b))).toBeLessThan(1e-5);
  const wide = initialWeight(7, 'f', 'RandomFeatures', 'projection', [8, 4000]);
  // A normal vector of 8 numbers has a squared length of 8 on average.
  expect(wide.reduce((sum, value) => sum + value * value, 0) / 4000).toBeCloseTo(8, 0);
});

describe('cost', () => {
  beforeAll(async () => {
    await openEngine('cpu');
  });

  it.each(LONG_WAYS)('$title: nothing that it computes grows with the square of the length', async ({ kind, causal }) => {
    const largest = async (places: number): Promise<number> => {
      const inputs = inputsOf(places);
      const layer = kind.make(causal, false);
      layer.apply(inputs);
      const profile = await tf.profile(() => tf.grads((...x: tf.Tensor[]) => (layer.apply(x) as tf.Tensor).sum())(inputs)[0] as tf.Tensor);
      return Math.max(...profile.kernels.flatMap((kernel) => kernel.outputShapes.map((shape) => shape.reduce((a, b) => a * b, 1))));
    };
    const [short, long] = [await largest(320), await largest(1280)];
    expect(long / short).toBeLessThan(4.2);
  });
});

describe.skipIf(!bindingPath())('as a graph', () => {
  it.each(LONG_WAYS)('$title: recorded over a few places, it serves many blocks of them', async ({ kind, causal }) => {
    const { graphs } = await openEngine('tensorflow');
    if (!graphs) throw new Error('TensorFlow records no graphs');
    const folder = mkdtempSync(path.join(os.tmpdir(), 'long-attention-'));
    tf.tidy(() => {
      const inputs = ['q', 'v', 'k'].map((name) => tf.input({ shape: [null, HEADS * SIZE], name: `${name}${names}` }));
      const model = tf.model({ inputs, outputs: kind.make(causal, false).apply(inputs) as tf.SymbolicTensor });
      const examples = new Map(model.inputNames.map((name) => [name, [2, 4, HEADS * SIZE]]));
      const { program, reason } = recordPrediction(graphs, { model, weights: namedWeights(model) }, examples, [
        { batch: true, lengths: 'shared' },
      ]);
      expect(reason).toBeNull();
      writeSavedModel(graphs, folder, { program, inputs: model.inputNames, outputs: ['y'] }, new Map());
      const session = new ServedSession(graphs, folder);
      for (const places of [1, 7, 64, 65, 200]) {
        const given = inputsOf(places);
        const fed = Object.fromEntries(model.inputNames.map((name, i) => [name, given[i] as tf.Tensor]));
        expectClose(session.run(fed).y, model.predict(given) as tf.Tensor);
      }
      session.dispose();
    });
    rmSync(folder, { recursive: true, force: true });
  });
});
