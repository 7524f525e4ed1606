import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { afterEach, expect, it } from 'vitest';
import { type Capture, capture as captureSchema } from '../../shared/run';
import { CheckpointStore } from '../engine/checkpoint/store';
import { openSession } from '../engine/session/open-session';
import { readMetrics } from './metrics-file';
import { PauseAfter } from './pause-after.test-data';
import { latestCapture, listCaptures, readCapture, readProbeSamples } from './read-captures';
import { capturesPath, checkpointsPath, logPath, metricsPath, readRunFile } from './run-folder';
import { type TestRun, tableRun, workerBundle } from './run-folder.test-data';
import { Supervisor } from './supervisor';
import { textRun } from './text-run.test-data';
import { trainRun } from './train-run';
import { forkWorker } from './worker-process';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function made(epochs = 2): Promise<TestRun> {
  // The way that `auto` takes, without its trials: they are tried elsewhere.
  const run = await textRun({ epochs, step: 'traced', xla: 'off' });
  folders.push(run.folder);
  return run;
}

/** Milliseconds for a test that starts runs a few times, each with graphs to load, on two slow cores. */
const SLOW = 120_000;

/** Trains to the end, pausing after every `pauseEvery` steps and validations. */
async function train(run: TestRun, captureEvery: number | null, pauseEvery = Number.POSITIVE_INFINITY): Promise<Capture[]> {
  const told: Capture[] = [];
  for (;;) {
    const end = await trainRun(
      run.runDir,
      run.dataPath,
      undefined,
      new PauseAfter(pauseEvery),
      (report) => {
        if (report.type === 'capture') told.push(captureSchema.parse(report.capture));
      },
      captureEvery,
    );
    if (end.type === 'failed') throw new Error(end.failure.message);
    if (end.type !== 'paused') return told;
  }
}

/** Every number that training left behind. */
async function outcome({ runDir }: TestRun) {
  const store = new CheckpointStore(checkpointsPath(runDir));
  const [step, best] = [await store.newest('step'), await store.newest('best')];
  const { steps, epochs } = await readMetrics(metricsPath(runDir));
  const timeless = epochs.map(({ seconds: _s, samples_per_second: _p, ...rest }) => rest);
  const { evaluation } = await readRunFile(runDir);
  return { step: step.checkpoint?.tensors, best: best.checkpoint?.tensors, steps, epochs: timeless, evaluation };
}

it(
  'changes no bit of the training, paused or not',
  async () => {
    const [without, every, paused] = [await made(), await made(), await made()];
    expect(await train(without, null)).toEqual([]);
    expect(await readdir(without.runDir)).not.toContain('attention');
    const told = await train(every, 0);
    const steps = (await outcome(without)).steps.map((point) => point.step);
    expect(steps.length).toBeGreaterThan(6);
    expect(told.map((t) => t.step)).toEqual(steps);
    expect(await listCaptures(every.runDir)).toEqual(steps);
    expect(await outcome(every)).toEqual(await outcome(without));
    await train(paused, 0, 5);
    expect(await listCaptures(paused.runDir)).toEqual(steps);
    expect(await outcome(paused)).toEqual(await outcome(without));
    for (const step of steps) expect(await readCapture(paused.runDir, step, null)).toEqual(await readCapture(every.runDir, step, null));
  },
  SLOW,
);

it(
  'keeps what the model looked at in validation samples, exact to a byte',
  async () => {
    const run = await made(4);
    const told = await train(run, 0);
    const samples = await readProbeSamples(run.runDir);
    expect(samples).toHaveLength(8);
    expect(new Set(samples.map(({ sample }) => sample.index)).size).toBe(8);
    expect(samples.every(({ sample }) => sample.split === 'validation')).toBe(true);
    // One of each class before a second of any.
    expect(new Set(samples.slice(0, 2).map(({ sample }) => sample.label))).toEqual(new Set(['0', '1']));

    const [last, first] = [told.at(-1), told[0]];
    if (!last || !first) throw new Error('nothing was told');
    expect(last.inspection).toMatchObject(samples[0] ?? {});
    expect(await latestCapture(run.runDir)).toEqual(last);
    expect(first.inspection.attention[0]?.scores).not.toEqual(last.inspection.attention[0]?.scores);

    // A session holds the weights of the best epoch: what it looks at was captured at that epoch's end.
    const session = await openSession(await readRunFile(run.runDir), run.runDir, run.dataPath);
    const best = (await new CheckpointStore(checkpointsPath(run.runDir)).newest('best')).checkpoint?.state.best.epoch;
    const { epochs } = await outcome(run);
    const captured = await readCapture(run.runDir, epochs.find((point) => point.epoch === best)?.step ?? -1, null);
    expect(captured).toHaveLength(8);
    for (const look of captured) {
      const now = await session.inspect(look.sample.index);
      const [map, exact] = [look.attention[0], now.attention[0]];
      expect(map?.queries).toEqual(exact?.queries);
      const weights = exact?.scores.flat(2) ?? [];
      const half = (Math.max(...weights) - Math.min(...weights)) / 510;
      for (const [i, weight] of (map?.scores.flat(2) ?? []).entries())
        expect(Math.abs(weight - (weights[i] ?? 9))).toBeLessThan(half + 1e-4);
      expect(look.predictions[0]?.kind).toBe('classes');
    }
    await session.close();
  },
  SLOW,
);

it(
  'comes through kills with the bits of an undisturbed run',
  async () => {
    const [whole, killed] = [await made(8), await made(8)];
    await train(whole, null);
    const supervisor = new Supervisor({
      spawn: forkWorker(await workerBundle()),
      spare: false,
      maxCrashes: Number.POSITIVE_INFINITY,
      checkpointEvery: 0,
    });
    let kills = 0;
    let left = 4;
    const job = supervisor.train(killed.runDir, killed.dataPath, (report) => {
      if (report.type === 'steps') left -= report.points.length;
      if (left > 0 || kills >= 2 || job.pid === undefined) return;
      kills++;
      left = 5 + kills;
      process.kill(job.pid, 'SIGKILL');
    });
    expect((await job.end).type).toBe('finished');
    await supervisor.close();
    expect(kills).toBe(2);
    expect(await outcome(killed)).toEqual(await outcome(whole));
    const steps = await listCaptures(killed.runDir);
    expect(steps.at(-1)).toBe((await outcome(whole)).steps.length);
    for (const step of steps) expect(await readCapture(killed.runDir, step, null)).toHaveLength(8);
  },
  SLOW,
);

it(
  'costs no training where nothing attends or the folder cannot be written',
  async () => {
    const plain = await tableRun();
    folders.push(plain.folder);
    expect(await train(plain, 0)).toEqual([]);
    expect(await readdir(plain.runDir)).not.toContain('attention');

    const run = await made();
    await writeFile(capturesPath(run.runDir), 'a file where the folder should be');
    const told = await train(run, 0);
    expect(told.length).toBeGreaterThan(0);
    expect((await readFile(logPath(run.runDir), 'utf8')).match(/not kept any more/g)).toHaveLength(1);
  },
  SLOW,
);
