import { rm } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { TrainingSettings } from '../../shared/training';
import { CheckpointStore } from '../engine/checkpoint/store';
import { readMetrics } from './metrics-file';
import { PauseAfter } from './pause-after.test-data';
import { checkpointsPath, metricsPath, readRunFile } from './run-folder';
import { type TestRun, tableRun } from './run-folder.test-data';
import { textRun } from './text-run.test-data';
import { trainRun } from './train-run';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** Milliseconds for a run that starts a few times, each with graphs to load, on two slow cores. */
const SLOW = 120_000;

/** Trains to the end, pausing after every `every` steps and validations. Returns all that the run left behind. */
async function train(run: TestRun, every: number) {
  folders.push(run.folder);
  let pauses = 0;
  for (;;) {
    const end = await trainRun(run.runDir, run.dataPath, undefined, new PauseAfter(every), () => {});
    if (end.type === 'failed') throw new Error(end.failure.message);
    if (end.type !== 'paused') break;
    pauses++;
  }
  if (every < Number.POSITIVE_INFINITY) expect(pauses).toBeGreaterThan(1);
  const { checkpoint } = await new CheckpointStore(checkpointsPath(run.runDir)).newest('step');
  const best = await new CheckpointStore(checkpointsPath(run.runDir)).newest('best');
  const { steps, epochs } = await readMetrics(metricsPath(run.runDir));
  const timeless = epochs.map(({ seconds: _s, samples_per_second: _p, ...rest }) => rest);
  const { evaluation } = await readRunFile(run.runDir);
  return { tensors: checkpoint?.tensors, best: best.checkpoint?.tensors, steps, epochs: timeless, evaluation };
}

const SETTINGS: readonly (readonly [string, Partial<TrainingSettings>])[] = [
  ['Adam, clipped, cosine with warm-up', { clip_norm: 0.5, schedule: { name: 'cosine', warmup_epochs: 1, final: 0.1 } }],
  [
    'SGD with Nesterov, plateau, early stop',
    {
      epochs: 12,
      learning_rate: 0.5,
      optimizer: { name: 'sgd', momentum: 0.9, nesterov: true },
      schedule: { name: 'plateau', factor: 0.5, patience: 1, minimum: 0 },
      early_stopping: { patience: 3 },
    },
  ],
  [
    'RMSProp with momentum, steps, class weights',
    {
      optimizer: { name: 'rmsprop', rho: 0.9, momentum: 0.5, epsilon: 1e-7 },
      schedule: { name: 'step', factor: 0.5, every_epochs: 1 },
      class_weight: 'balanced',
    },
  ],
  [
    'Nadam, averaged weights that replace the weights, gradients of two batches',
    {
      optimizer: { name: 'nadam', beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 },
      gradient_accumulation_steps: 2,
      use_ema: true,
      ema_momentum: 0.9,
      ema_overwrite_frequency: 3,
    },
  ],
  ['Adamax', { optimizer: { name: 'adamax', beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 } }],
  [
    'Adagrad, averaged weights',
    { optimizer: { name: 'adagrad', initial_accumulator_value: 0.1, epsilon: 1e-7 }, use_ema: true, ema_momentum: 0.8 },
  ],
  ['Adadelta', { optimizer: { name: 'adadelta', rho: 0.95, epsilon: 1e-7 }, learning_rate: 1 }],
  ['Lion', { optimizer: { name: 'lion', beta_1: 0.9, beta_2: 0.99, weight_decay: 0.1 }, gradient_accumulation_steps: 3 }],
  ['AdamW', { optimizer: { name: 'adamw', beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7, weight_decay: 0.01 } }],
];

describe('a run that is paused again and again', { timeout: SLOW }, () => {
  it.each(SETTINGS)('equals an uninterrupted one bit for bit: %s', async (_name, settings) => {
    const whole = await train(await tableRun(settings), Number.POSITIVE_INFINITY);
    // Within an epoch, and never at the same place of it.
    expect(await train(await tableRun(settings), 13)).toEqual(whole);
    expect(whole.best?.size).toBeGreaterThan(0);
  });

  it('equals an uninterrupted one bit for bit: masked LSTM both ways, attention, dropout', async () => {
    const settings = { step: 'traced', xla: 'off' } as const;
    const whole = await train(await textRun(settings), Number.POSITIVE_INFINITY);
    // Once before a validation, once within an epoch.
    expect(await train(await textRun(settings), 5)).toEqual(whole);
  });
});
