import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LayerRecord } from '../../../shared/graph/layer-record';
import { openEngine } from '../backends/open-engine';
import { type CompiledModel, compileModel } from '../compile';
import { applyModel } from '../step/feeds';

const ROWS = 400;
const SHAPE = [ROWS, 6, 8];

function modelOf(class_name: string, config: LayerRecord['config'], seed = 7): CompiledModel {
  return compileModel(
    {
      feeds: [{ kind: 'table', node: 'x', source: 'table', columns: [], standardize: false }],
      records: [
        { name: 'x', class_name: 'InputLayer', config: { batch_shape: [null, 6, 8], dtype: 'float32' }, inbound: [] },
        { name: 'noise', class_name, config, inbound: [{ layer: 'x', output: 0 }] },
      ],
      targets: [
        {
          plan: { kind: 'value', node: 'y', target: 'y', loss: 'mean_squared_error', standardize: false },
          ref: { layer: 'noise', output: 0 },
        },
      ],
      maps: [],
      parameters: 0,
    },
    seed,
  );
}

function run(model: CompiledModel, x: tf.Tensor, step: number, training = true): Float32Array {
  return tf.tidy(() => {
    model.seedStep(step);
    return applyModel(model.model, [x], training)[0]?.dataSync<'float32'>() ?? new Float32Array();
  });
}

const meanOf = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const varianceOf = (values: Float32Array): number => {
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
};

const RANDOM = [
  ['SpatialDropout1D', { rate: 0.3 }],
  ['GaussianNoise', { stddev: 0.5 }],
  ['GaussianDropout', { rate: 0.2 }],
  ['AlphaDropout', { rate: 0.2 }],
] as const;

beforeAll(async () => {
  await openEngine('auto');
});

describe.each(RANDOM)('%s', (className, config) => {
  it('is another at every step and with every seed, the same with the same, and nothing afterwards', () => {
    const x = tf.randomNormal(SHAPE, 0, 1, 'float32', 3);
    const [model, again, other] = [modelOf(className, config), modelOf(className, config), modelOf(className, config, 8)];
    const first = run(model, x, 0);
    expect(run(again, x, 0)).toEqual(first);
    expect(run(model, x, 1)).not.toEqual(first);
    expect(run(other, x, 0)).not.toEqual(first);
    expect(run(model, x, 0, false)).toEqual(x.dataSync());
    x.dispose();
  });
});

it('GaussianNoise adds numbers of mean 0 and of its deviation, as many within one deviation as normal ones', () => {
  const drawn = run(modelOf('GaussianNoise', { stddev: 0.5 }), tf.zeros(SHAPE), 4);
  expect(meanOf(drawn)).toBeCloseTo(0, 1);
  expect(Math.sqrt(varianceOf(drawn))).toBeCloseTo(0.5, 1);
  expect(drawn.filter((value) => Math.abs(value) < 0.5).length / drawn.length).toBeCloseTo(0.6827, 1);
  expect(drawn.filter((value) => Math.abs(value) > 1.5).length / drawn.length).toBeLessThan(0.006);
});

it('GaussianDropout multiplies by numbers of mean 1 and variance rate / (1 − rate)', () => {
  const drawn = run(modelOf('GaussianDropout', { rate: 0.2 }), tf.ones(SHAPE), 4);
  expect(meanOf(drawn)).toBeCloseTo(1, 1);
  expect(varianceOf(drawn)).toBeCloseTo(0.25, 1);
});

it('AlphaDropout keeps mean 0 and variance 1, and replaces its share', () => {
  const x = tf.randomNormal(SHAPE, 0, 1, 'float32', 5);
  const drawn = run(modelOf('AlphaDropout', { rate: 0.2 }), x, 4);
  expect(meanOf(drawn)).toBeCloseTo(0, 1);
  expect(varianceOf(drawn)).toBeCloseTo(1, 1);
  // Everything replaced has one value.
  const counts = new Map<number, number>();
  for (const value of drawn) counts.set(value, (counts.get(value) ?? 0) + 1);
  expect(Math.max(...counts.values()) / drawn.length).toBeCloseTo(0.2, 1);
  x.dispose();
});

it('SpatialDropout1D drops whole features of a sample, its share of them, and scales the rest', () => {
  const drawn = run(modelOf('SpatialDropout1D', { rate: 0.3 }), tf.ones(SHAPE), 4);
  let dropped = 0;
  for (let row = 0; row < ROWS; row++) {
    for (let feature = 0; feature < 8; feature++) {
      const column = Array.from({ length: 6 }, (_, place) => drawn[(row * 6 + place) * 8 + feature] ?? Number.NaN);
      expect(new Set(column).size).toBe(1);
      expect([0, Math.fround(1 / 0.7)]).toContain(column[0]);
      if (column[0] === 0) dropped++;
    }
  }
  expect(dropped / (ROWS * 8)).toBeCloseTo(0.3, 1);
});
