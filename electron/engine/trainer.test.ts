import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TrainingSettings } from '../../shared/training';
import type { TrainReport } from '../worker/protocol';
import { openEngine } from './backends/open-engine';
import { type Disk, realDisk } from './checkpoint/disk';
import { CheckpointStore } from './checkpoint/store';
import { seededBits } from './epoch-order';
import type { RunParts } from './run-parts';
import { NotFinite } from './step/training-step';
import { TINY_TRAINING, tinyTrainer } from './tiny-run.test-data';
import { TrainControl } from './train-control';

let folder: string;
beforeAll(async () => {
  await openEngine('auto');
});
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'trainer-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const store = (name: string) => new CheckpointStore(path.join(folder, name, 'checkpoints'));
const metrics = (name: string) => path.join(folder, `${name}.jsonl`);

/** Every weight's bits, and `metrics.jsonl` without what a clock wrote. */
async function outcome(name: string, parts: RunParts | null) {
  const bits = (parts?.runner.readWeights() ?? []).map((w) => [
    w.name,
    Buffer.from(w.data.buffer, w.data.byteOffset, w.data.byteLength).toString('hex'),
  ]);
  const lines = (await readFile(metrics(name), 'utf8')).replace(/"(seconds|samples_per_second)":[^,}]+/g, '');
  return { bits, lines };
}

async function uninterrupted(name = 'whole') {
  const { trainer, parts } = tinyTrainer(store(name), metrics(name));
  expect(await trainer.run(async () => {})).toBe('ended');
  return outcome(name, parts);
}

describe('Trainer', () => {
  it('learns, and the same seed gives the same bits', async () => {
    const [a, b] = [await uninterrupted('a'), await uninterrupted('b')];
    expect(b).toEqual(a);
    const losses = a.lines
      .trim()
      .split('\n')
      .map((l) => JSON.parse(l.replace(/,+}/g, '}').replace(/,+/g, ',')));
    expect(losses.filter((l) => 'step' in l)).toHaveLength(21);
    const epochs = losses.filter((l) => 'epoch' in l).map((l) => l.epoch.loss);
    expect(epochs[2]).toBeLessThan(epochs[0]);
  });

  it('goes on after pauses at random steps as if there had been none', async () => {
    const whole = await uninterrupted();
    const bits = seededBits(3, 'pauses', 0);
    for (let round = 0; round < 6; round++) {
      const name = `paused-${round}`;
      let parts: ReturnType<typeof tinyTrainer>['parts'] | null = null;
      for (let ended = false; !ended; ) {
        const control = new TrainControl();
        let left = 1 + (bits() % 9);
        const report = (r: TrainReport) => {
          if (r.type === 'steps') left -= r.points.length;
          if (left <= 0) control.ask('pause');
        };
        const made = tinyTrainer(store(name), metrics(name), { control, report });
        parts = made.parts;
        ended = (await made.trainer.run(async () => {})) === 'ended';
      }
      expect(await outcome(name, parts)).toEqual(whole);
    }
  });

  it('writes checkpoints whose moments change no number', async () => {
    const whole = await uninterrupted();
    const { trainer, parts } = tinyTrainer(store('often'), metrics('often'), { checkpointEvery: 0 });
    await trainer.run(async () => {});
    expect(await outcome('often', parts)).toEqual(whole);
  });

  it('keeps the number of tensors over 200 steps', async () => {
    const training = { ...TINY_TRAINING, epochs: 40 };
    const counts: number[] = [];
    const report = (r: TrainReport) => void (r.type === 'epoch' && counts.push(tf.memory().numTensors));
    const { trainer } = tinyTrainer(store('leak'), metrics('leak'), { training, report });
    await trainer.run(async () => {});
    expect(trainer.progress.step).toBe(280);
    expect(new Set(counts).size).toBe(1);
  });

  it('trains further when a run that ended gets more epochs', async () => {
    const { trainer } = tinyTrainer(store('further'), metrics('further'));
    await trainer.run(async () => {});
    const more = tinyTrainer(store('further'), metrics('further'), { training: { ...TINY_TRAINING, epochs: 5 } });
    expect(await more.trainer.run(async () => {})).toBe('ended');
    expect(more.trainer.progress.epoch).toBe(5);
    const whole = tinyTrainer(store('five'), metrics('five'), { training: { ...TINY_TRAINING, epochs: 5 } });
    await whole.trainer.run(async () => {});
    expect((await outcome('further', more.parts)).bits).toEqual((await outcome('five', whole.parts)).bits);
  });

  it('stops early and keeps the best weights', async () => {
    const training = { ...TINY_TRAINING, epochs: 200, learning_rate: 0.5, early_stopping: { patience: 3 } };
    const losses: number[] = [];
    const report = (r: TrainReport) => void (r.type === 'epoch' && losses.push(r.point.val_loss ?? 0));
    const { trainer } = tinyTrainer(store('early'), metrics('early'), { training, report });
    await trainer.run(async () => {});
    const best = losses.indexOf(Math.min(...losses));
    expect(losses.length).toBe(best + 1 + 3);
    expect((await store('early').newest('best')).checkpoint?.state.best.epoch).toBe(best + 1);
  });

  it('breaks off with the old checkpoint whole whichever write of a checkpoint fails, and goes on to the same bits', async () => {
    const whole = await uninterrupted();
    for (let failing = 1; failing <= 12; failing++) {
      const name = `full-${failing}`;
      let writes = 0;
      const full: Disk = {
        ...realDisk,
        write: (file, bytes) => {
          if (++writes >= failing) return Promise.reject(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }));
          return realDisk.write(file, bytes);
        },
      };
      const broken = tinyTrainer(new CheckpointStore(path.join(folder, name, 'checkpoints'), full), metrics(name), { checkpointEvery: 0 });
      await expect(broken.trainer.run(async () => {})).rejects.toMatchObject({ code: 'ENOSPC' });
      const { trainer, parts } = tinyTrainer(store(name), metrics(name));
      expect(await trainer.run(async () => {})).toBe('ended');
      expect(await outcome(name, parts)).toEqual(whole);
    }
  });

  it('keeps the weights of the last good step when a number is none', async () => {
    const training: TrainingSettings = { ...TINY_TRAINING, learning_rate: 1e20, optimizer: { name: 'sgd', momentum: 0, nesterov: false } };
    const { trainer } = tinyTrainer(store('nan'), metrics('nan'), { training });
    await expect(trainer.run(async () => {})).rejects.toThrow(NotFinite);
    const { checkpoint } = await store('nan').newest('step');
    for (const { data } of checkpoint?.tensors.values() ?? []) expect(data.every(Number.isFinite)).toBe(true);
    expect(checkpoint?.state.step).toBe(trainer.progress.step);
  });
});
