import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openEngine } from '../backends/open-engine';
import { seedStep } from '../randomness';
import { Attention } from './attention';
import { Dropout } from './dropout';
import { GlobalAveragePooling1D } from './global-average-pooling-1d';
import { LayerNormalization } from './layer-normalization';
import { LocalAttention } from './local-attention';
import { MultiHeadAttention } from './multi-head-attention';
import { LSTM } from './recurrent/lstm';
import { RelativeAttention } from './relative-attention';

const SELF = { query: 0, value: 0, key: 0 };
const x = () =>
  tf.tensor3d(
    Array.from({ length: 24 }, (_, i) => Math.sin(i)),
    [2, 3, 4],
  );

/** The layer's first output at a step, in training. */
function at(layer: tf.layers.Layer, step: number, training = true): number[] {
  seedStep(9, step);
  const outputs = layer.apply(x(), { training }) as tf.Tensor | tf.Tensor[];
  const [first] = Array.isArray(outputs) ? outputs : [outputs];
  return [...(first?.dataSync() ?? [])];
}

describe('what layers do only while training', () => {
  beforeAll(async () => {
    await openEngine('cpu');
  });

  it.each([
    ['Dropout', () => new Dropout({ name: 'd', rate: 0.5 })],
    ['Attention', () => new Attention({ name: 'a', dropout: 0.5, slots: SELF })],
    ['MultiHeadAttention', () => new MultiHeadAttention({ name: 'm', numHeads: 2, keyDim: 2, dropout: 0.5, slots: SELF })],
    ['LocalAttention', () => new LocalAttention({ name: 'w', numHeads: 2, window: 1, dropout: 0.5, slots: SELF })],
    [
      'RelativeAttention',
      () => new RelativeAttention({ name: 'r', numHeads: 2, positions: 'bias', numBuckets: 4, maxDistance: 4, dropout: 0.5, slots: SELF }),
    ],
    ['LSTM', () => new LSTM({ name: 'l', units: 2, dropout: 0.5, returnSequences: true })],
  ])('%s drops by seed and step, and nothing afterwards', (_name, make) => {
    const layer = make();
    layer.apply(x());
    layer.setWeights(
      layer.getWeights().map((w) =>
        tf.tensor(
          Array.from({ length: w.size }, (_, i) => Math.cos(i)),
          w.shape,
        ),
      ),
    );
    expect(at(layer, 1)).toEqual(at(layer, 1));
    expect(at(layer, 2)).not.toEqual(at(layer, 1));
    expect(at(layer, 1, false)).toEqual(at(layer, 2, false));
    expect(at(layer, 1, false)).not.toEqual(at(layer, 1));
  });

  it('gives attention scores before dropout', () => {
    const layer = new Attention({ name: 'a', dropout: 0.5, slots: SELF });
    seedStep(9, 1);
    const [, scores] = layer.apply(x(), { training: true }) as tf.Tensor[];
    for (const sum of scores?.sum(-1).dataSync() ?? []) expect(sum).toBeCloseTo(1, 6);
  });
});

describe('few kernels', () => {
  /** Kernels of one forward and backward pass: what eager training costs most. */
  async function kernelsOf(layer: tf.layers.Layer, input: tf.Tensor): Promise<number> {
    layer.apply(input);
    const variables = layer.weights.map((w) => w.read() as tf.Variable);
    const profile = await tf.profile(() => {
      const { value } = tf.variableGrads(() => (layer.apply(input) as tf.Tensor).sum(), variables);
      return value;
    });
    return profile.kernels.length;
  }

  beforeAll(async () => {
    await openEngine('cpu');
  });

  it('LayerNormalization does not loop: tfjs’s own takes thousands', async () => {
    expect(await kernelsOf(new LayerNormalization({ name: 'n' }), tf.ones([32, 64, 128]))).toBeLessThan(60);
  });

  it('LSTM takes some 25 a step, forward and back', async () => {
    const count = async (steps: number) => kernelsOf(new LSTM({ name: `l${steps}`, units: 4 }), tf.ones([2, steps, 3]));
    const [short, long] = [await count(10), await count(30)];
    expect((long - short) / 20).toBeLessThan(30);
  });
});

it('the mean of a text without words is 0, not NaN', async () => {
  await openEngine('cpu');
  const mean = new GlobalAveragePooling1D({ name: 'g', masked: true });
  const output = mean.apply([
    tf.ones([2, 3, 2]),
    tf.tensor2d([
      [0, 0, 0],
      [1, 1, 0],
    ]),
  ]) as tf.Tensor;
  expect([...output.dataSync()]).toEqual([0, 0, 1, 1]);
});
