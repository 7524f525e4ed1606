import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import type { TargetPlanOf } from '../../../shared/graph/feed';
import { spectrogramLosses } from './spectrogram';

beforeAll(() => tf.setBackend('cpu'));

const plan = (loss: TargetPlanOf<'spectrogram'>['loss']): TargetPlanOf<'spectrogram'> => ({
  kind: 'spectrogram',
  node: 'out',
  target: 'audio',
  rate: 8000,
  samples: 20,
  fft_length: 16,
  step: 10,
  frames: 3,
  bands: 2,
  lowest: 0,
  highest: 4000,
  loss,
});

/** Two recordings of three frames of two bands; the second has one frame of its own. */
const TARGET = [
  [
    [1, 2, 1],
    [0, -1, 1],
    [3, 1, 1],
  ],
  [
    [0.5, 0.5, 1],
    [9, 9, 0],
    [-7, 8, 0],
  ],
];
const OUTPUT = [
  [
    [1, 1],
    [2, -1],
    [0, 0],
  ],
  [
    [1.5, 0],
    [4, 4],
    [1, 1],
  ],
];

it.each([
  // (1 + 2 + 3 + 1) / 6 and (1 + 0.5) / 2; squared (1 + 4 + 9 + 1) / 6 and (1 + 0.25) / 2: frames that are filled up count nowhere.
  ['mean_absolute_error', [7 / 6, 0.75]],
  ['mean_squared_error', [15 / 6, 0.625]],
] as const)('%s is the mean over the frames that a recording has', (loss, expected) => {
  const losses = spectrogramLosses.losses(plan(loss), tf.tensor3d(TARGET), tf.tensor3d(OUTPUT), 'values', null);
  losses.dataSync().forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i] ?? 9, 5);
  });
  const metrics = spectrogramLosses.metrics(plan(loss), tf.tensor3d(TARGET), tf.tensor3d(OUTPUT), 'values');
  expect(metrics.dataSync()[1]).toBeCloseTo(0.75, 5);
  const gradient = tf.grad((output) => spectrogramLosses.losses(plan(loss), tf.tensor3d(TARGET), output, 'values', null).sum())(
    tf.tensor3d(OUTPUT),
  );
  expect(Array.from(gradient.dataSync(), Math.abs).slice(8)).toEqual([0, 0, 0, 0]);
  expect(gradient.dataSync()[6]).not.toBe(0);
});
