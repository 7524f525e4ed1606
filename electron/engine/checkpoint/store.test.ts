import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBest } from '../early-stop';
import { seededBits } from '../epoch-order';
import { emptyRunning } from '../progress-state';
import { type Disk, realDisk } from './disk';
import type { NamedTensor } from './safetensors';
import type { CheckpointState } from './state';
import { CheckpointStore } from './store';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'checkpoints-ü-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function stateAt(step: number): CheckpointState {
  return {
    format: 'attention-studio-checkpoint',
    version: 1,
    step,
    epoch: 0,
    position: step * 4,
    seed: 1,
    running: { ...emptyRunning, loss: 1e-7 * step, metrics: { accuracy: 1 / 3 } },
    plateau: { rate: 0.001, best: null, wait: 0 },
    best: startBest,
    ended: null,
    metricsOffset: 10 * step,
    graphHash: 'graph',
    dataFingerprint: 'data',
    engine: 'cpu',
    appVersion: '0',
  };
}

const tensorsAt = (step: number): NamedTensor[] => [
  { name: 'dense/kernel', shape: [2, 2], data: Float32Array.of(step, Number.MIN_VALUE, -0, 0.1) },
  { name: 'dense/bias', shape: [2], data: Float32Array.of(1, step) },
];

async function saveTwo(store: CheckpointStore): Promise<void> {
  await store.save('step', stateAt(1), tensorsAt(1));
  await store.save('step', stateAt(2), tensorsAt(2));
}

describe('CheckpointStore', () => {
  it('gives back what was saved, bit for bit', async () => {
    const store = new CheckpointStore(folder);
    await saveTwo(store);
    const { checkpoint, damaged } = await store.newest('step');
    expect(damaged).toEqual([]);
    expect(checkpoint?.state).toEqual(stateAt(2));
    expect([...(checkpoint?.tensors.values() ?? [])]).toEqual(tensorsAt(2));
  });

  it('keeps the last two and the best', async () => {
    const store = new CheckpointStore(folder);
    for (let step = 1; step <= 5; step++) await store.save('step', stateAt(step), tensorsAt(step));
    for (let step = 2; step <= 3; step++) await store.save('best', stateAt(step), tensorsAt(step));
    expect((await readdir(folder)).sort()).toEqual([
      'best-000000003.json',
      'best-000000003.safetensors',
      'step-000000004.json',
      'step-000000004.safetensors',
      'step-000000005.json',
      'step-000000005.safetensors',
    ]);
  });

  it('answers with nothing where there is nothing', async () => {
    expect(await new CheckpointStore(path.join(folder, 'none')).newest('step')).toEqual({ checkpoint: null, damaged: [] });
  });

  it.each(['safetensors', 'json'])('finds a truncation at every byte of the .%s and uses the one before', async (type) => {
    const store = new CheckpointStore(folder);
    await saveTwo(store);
    const file = path.join(folder, `step-000000002.${type}`);
    const whole = await readFile(file);
    for (let length = 0; length < whole.length; length++) {
      await writeFile(file, whole.subarray(0, length));
      const { checkpoint, damaged } = await store.newest('step');
      expect([length, checkpoint?.state.step, damaged.length]).toEqual([length, 1, 1]);
    }
  });

  it.each(['safetensors', 'json'])('finds flipped bits of the .%s and uses the one before', async (type) => {
    const store = new CheckpointStore(folder);
    await saveTwo(store);
    const file = path.join(folder, `step-000000002.${type}`);
    const whole = await readFile(file);
    const bits = seededBits(9, type, 0);
    for (let i = 0; i < 1000; i++) {
      const flipped = Buffer.from(whole);
      const at = bits() % whole.length;
      const mask = 1 << (bits() % 8);
      flipped[at] = (flipped[at] ?? 0) ^ mask;
      await writeFile(file, flipped);
      const { checkpoint } = await store.newest('step');
      expect([at, mask, checkpoint?.state.step]).toEqual([at, mask, 1]);
    }
  });

  it('keeps a whole checkpoint whichever write fails', async () => {
    await saveTwo(new CheckpointStore(folder));
    let operations = 0;
    const failing = (at: number): Disk => {
      let done = 0;
      const count = () => {
        operations = Math.max(operations, ++done);
        if (done === at) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      };
      return {
        ...realDisk,
        write: async (file, bytes) => {
          try {
            count();
          } catch (error) {
            // A full disk leaves half a file.
            await realDisk.write(file, bytes.subarray(0, bytes.length / 2));
            throw error;
          }
          return realDisk.write(file, bytes);
        },
        rename: async (from, to) => {
          count();
          return realDisk.rename(from, to);
        },
        syncFolder: async (dir) => {
          count();
          return realDisk.syncFolder(dir);
        },
      };
    };
    for (let at = 1; ; at++) {
      const failed = await new CheckpointStore(folder, failing(at)).save('step', stateAt(3), tensorsAt(3)).then(
        () => false,
        () => true,
      );
      const { checkpoint } = await new CheckpointStore(folder).newest('step');
      if (!failed) {
        expect(checkpoint?.state.step).toBe(3);
        break;
      }
      expect([2, 3]).toContain(checkpoint?.state.step);
      expect([...(checkpoint?.tensors.values() ?? [])]).toEqual(tensorsAt(checkpoint?.state.step ?? 0));
      expect((await readdir(folder)).filter((file) => file.endsWith('.tmp'))).toEqual([]);
      await rm(path.join(folder, 'step-000000003.json'), { force: true });
      await rm(path.join(folder, 'step-000000003.safetensors'), { force: true });
    }
    expect(operations).toBe(6);
  });
});
