import { rm } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { TrainingSettings } from '../../shared/training';
import { CheckpointStore } from '../engine/checkpoint/store';
import { openSession } from '../engine/session/open-session';
import { finishedWeights } from '../engine/step/weight-average';
import { readMetrics } from './metrics-file';
import { PauseAfter } from './pause-after.test-data';
import { checkpointsPath, metricsPath, readRunFile, writeRunFile } from './run-folder';
import { type TestRun, tableRun } from './run-folder.test-data';
import { trainRun } from './train-run';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

const SLOW = 60_000;
const AVERAGED = { use_ema: true, ema_momentum: 0.9, epochs: 3, learning_rate: 0.1 } as const;

/** Trains to the end. Returns what the run left behind. */
async function train(training: Partial<TrainingSettings>, validation = 0.2) {
  const run: TestRun = await tableRun(training);
  folders.push(run.folder);
  const file = await readRunFile(run.runDir);
  await writeRunFile(run.runDir, { ...file, data: { ...file.data, split: { ...file.data.split, validation } } });
  const end = await trainRun(run.runDir, run.dataPath, undefined, new PauseAfter(Number.POSITIVE_INFINITY), () => {});
  if (end.type !== 'finished') throw new Error(JSON.stringify(end));
  const store = new CheckpointStore(checkpointsPath(run.runDir));
  const [step, best] = [(await store.newest('step')).checkpoint, (await store.newest('best')).checkpoint];
  if (!step) throw new Error('the run left no checkpoint');
  return { run, end, step, best, ...(await readMetrics(metricsPath(run.runDir))) };
}

describe.each(['eager', 'traced'] as const)('a run that averages its weights, %s', (step) => {
  it(
    'trains as one that does not, and judges and keeps the averages',
    async () => {
      const plain = await train({ ...AVERAGED, step, use_ema: false });
      const run = await train({ ...AVERAGED, step });
      // Near, not equal: as a graph, Adam alone is one operation, which averaging has to take apart.
      for (const [i, { loss }] of run.steps.entries()) expect(loss).toBeCloseTo(plain.steps[i]?.loss ?? Number.NaN, 3);
      expect(run.epochs.map(({ val_loss }) => val_loss)).not.toEqual(plain.epochs.map(({ val_loss }) => val_loss));
      // The checkpoint to go on from has the weights that are trained, and their means.
      for (const [name, { data }] of plain.step.tensors) {
        const own = run.step.tensors.get(name)?.data ?? [];
        expect(
          data.every((x, k) => Math.abs(x - (own[k] ?? Number.NaN)) < 1e-3),
          name,
        ).toBe(true);
      }
      const means = finishedWeights(run.step.tensors, { ...AVERAGED, optimizer: { name: 'adam', beta_1: 0, beta_2: 0, epsilon: 0 } });
      expect(means.get('dense/kernel')?.data).not.toEqual(run.step.tensors.get('dense/kernel')?.data);
      // The last epoch was the best: what is kept of it are the means.
      expect(run.best?.state.best.epoch).toBe(AVERAGED.epochs);
      for (const [name, { data }] of run.best?.tensors ?? []) expect(data, name).toEqual(means.get(name)?.data);
    },
    SLOW,
  );

  it(
    'without a validation part has the averages in its finished model too, and where it is opened again',
    async () => {
      const { run, end, best } = await train({ ...AVERAGED, step }, 0);
      expect(best).toBeNull();
      const evaluation = end.type === 'finished' ? end.evaluation : null;
      const session = await openSession(await readRunFile(run.runDir), run.runDir, run.dataPath);
      try {
        const again = await session.evaluate('test');
        expect(again.metrics.loss).toBeCloseTo(evaluation?.metrics.loss ?? Number.NaN, 5);
      } finally {
        await session.close();
      }
      const plain = await train({ ...AVERAGED, step, use_ema: false }, 0);
      const other = plain.end.type === 'finished' ? plain.end.evaluation?.metrics.loss : undefined;
      expect(Math.abs((other ?? Number.NaN) - (evaluation?.metrics.loss ?? Number.NaN))).toBeGreaterThan(1e-4);
    },
    SLOW,
  );
});
