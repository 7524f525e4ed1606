import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import { StudioError } from '../../../shared/studio-error';
import { openEngine } from '../backends/open-engine';
import { Convolution } from './convolution';
import { Cropping } from './cropping';
import { Pooling } from './pooling';

beforeAll(async () => {
  await openEngine('cpu');
});

const settings = { axes: 1, kernelSize: 5, strides: 1, padding: 'valid', dilationRate: 1, activation: 'linear', useBias: true } as const;

it.each([
  ['a window', () => new Convolution({ name: 'conv1d', ...settings, filters: 2, groups: 1 }), '3×2 in, -1×2 out'],
  [
    'what is pooled',
    () => new Pooling({ name: 'pool', axes: 1, pool: 'max', poolSize: 4, strides: 4, padding: 'valid' }),
    '3×2 in, 0×2 out',
  ],
  ['what is cut off', () => new Cropping({ name: 'crop', axes: 1, cropping: [[2, 1]] }), '3×2 in, 0×2 out'],
])('a sample that is too short for %s is refused in words', (_what, make, received) => {
  const layer = make();
  const call = (places: number) => tf.tidy(() => (layer.apply(tf.ones([1, places, 2])) as tf.Tensor).shape);
  expect(call(8)[1]).toBeGreaterThan(0);
  const refused = (() => {
    try {
      return call(3);
    } catch (error) {
      return error;
    }
  })();
  expect(refused).toBeInstanceOf(StudioError);
  expect(refused).toMatchObject({ received });
});
