import { spawn } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CheckpointStore } from '../engine/checkpoint/store';
import { seededBits } from '../engine/epoch-order';
import { readMetrics } from './metrics-file';
import type { TrainReport } from './protocol';
import { checkpointsPath, metricsPath, readRunFile } from './run-folder';
import { type TestRun, tableRun, workerBundle } from './run-folder.test-data';
import { Supervisor, type SupervisorOptions } from './supervisor';
import { forkWorker } from './worker-process';

let entry: string;
const folders: string[] = [];
const supervisors: Supervisor[] = [];

beforeAll(async () => {
  entry = await workerBundle();
});
afterEach(async () => {
  await Promise.all(supervisors.splice(0).map((s) => s.close()));
});
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

async function made(...rest: Parameters<typeof tableRun>): Promise<TestRun> {
  const run = await tableRun(...rest);
  folders.push(run.folder);
  return run;
}

function supervise(rest: Partial<SupervisorOptions> = {}): Supervisor {
  const supervisor = new Supervisor({ spawn: forkWorker(entry), spare: false, ...rest });
  supervisors.push(supervisor);
  return supervisor;
}

async function finalBits(runDir: string): Promise<Record<string, string>> {
  const { checkpoint } = await new CheckpointStore(checkpointsPath(runDir)).newest('step');
  const tensors = [...(checkpoint?.tensors.values() ?? [])];
  return Object.fromEntries(
    tensors.map(({ name, data }) => [name, Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('hex')]),
  );
}

async function steps(runDir: string): Promise<unknown[]> {
  return (await readMetrics(metricsPath(runDir))).steps;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** `npm run soak` asks for more. */
const KILLS = Number(process.env.SOAK_KILLS ?? 10);
const FEW_KILLS = Math.max(2, Math.round(KILLS / 10));
/** Milliseconds that a test may take in which a run starts a few times, each with graphs to load, on two slow cores. */
const SLOW = 120_000;

describe('Supervisor', { timeout: SLOW }, () => {
  it('trains a run to its end, tells of it, and leaves it whole in its folder', async () => {
    const run = await made();
    const reports: TrainReport[] = [];
    const end = await supervise().train(run.runDir, run.dataPath, (r) => reports.push(r)).end;
    expect(end.type).toBe('finished');
    const evaluation = end.type === 'finished' ? end.evaluation : null;
    expect(evaluation?.samples).toBe(24);
    expect(evaluation?.confusion?.flat().reduce((a, b) => a + b, 0)).toBe(24);
    expect(reports.filter((r) => r.type === 'epoch')).toHaveLength(4);
    const points = reports.flatMap((r) => (r.type === 'steps' ? r.points : []));
    expect(points.map((p) => p.step)).toEqual(Array.from({ length: 32 }, (_, i) => i + 1));
    expect(await steps(run.runDir)).toEqual(points);
    const file = await readRunFile(run.runDir);
    expect([file.state, file.parameters, file.samples]).toEqual(['finished', 59, { train: 72, validation: 24, test: 24 }]);
    expect(file.evaluation).toEqual(evaluation);
    expect(file.preprocessing?.targets[0]?.state).toEqual({ kind: 'classes', labels: ['blue', 'green', 'red'] });
  });

  it('pauses and resumes, and the result is that of an uninterrupted run', async () => {
    const [whole, paused] = [await made(), await made()];
    await supervise().train(whole.runDir, whole.dataPath, () => {}).end;
    const supervisor = supervise();
    const training = supervisor.train(paused.runDir, paused.dataPath, (r) => {
      if (r.type === 'steps' && (r.points.at(-1)?.step ?? 0) >= 3) training.pause();
    });
    expect(await training.end).toEqual({ type: 'paused' });
    expect((await readRunFile(paused.runDir)).state).toBe('paused');
    expect((await steps(paused.runDir)).length).toBeLessThan(32);
    expect((await supervisor.train(paused.runDir, paused.dataPath, () => {}).end).type).toBe('finished');
    expect(await finalBits(paused.runDir)).toEqual(await finalBits(whole.runDir));
    expect(await steps(paused.runDir)).toEqual(await steps(whole.runDir));
  });

  it('stops by hand, evaluates, and keeps the weights', async () => {
    const run = await made({ epochs: 10_000 });
    const training = supervise().train(run.runDir, run.dataPath, (r) => r.type === 'epoch' && training.stop());
    const end = await training.end;
    expect(end.type).toBe('stopped');
    expect(end.type === 'stopped' && end.evaluation?.samples).toBe(24);
    expect((await readRunFile(run.runDir)).state).toBe('finished');
  });

  it.each([
    { how: 'as one graph', wished: { step: 'traced', xla: 'off' }, most: KILLS },
    { how: 'compiled by XLA', wished: { step: 'traced', xla: 'on' }, most: FEW_KILLS },
    { how: 'kernel by kernel', wished: { step: 'eager', xla: 'off' }, most: FEW_KILLS },
  ] as const)(
    'goes on by itself after $most kills at random moments, $how, to the same bits',
    async ({ wished, most }) => {
      const training = { epochs: 3 * most, ...wished };
      const [whole, killed] = [await made(training), await made(training)];
      await supervise().train(whole.runDir, whole.dataPath, () => {}).end;
      const bits = seededBits(most, 'kills', 0);
      let kills = 0;
      // Every step saves, so that many a kill meets a save.
      const supervisor = supervise({ maxCrashes: Number.POSITIVE_INFINITY, checkpointEvery: 0 });
      let left = 1;
      const job = supervisor.train(killed.runDir, killed.dataPath, (r) => {
        if (r.type !== 'started' && r.type !== 'steps') return;
        left -= r.type === 'steps' ? r.points.length : 0;
        if (left > 0 || kills >= most || job.pid === undefined) return;
        const { pid } = job;
        kills++;
        left = 1 + (bits() % 30);
        setTimeout(() => {
          try {
            process.kill(pid, 'SIGKILL');
          } catch {
            // It had just ended by itself.
          }
        }, bits() % 20);
      });
      expect((await job.end).type).toBe('finished');
      expect(kills).toBe(most);
      expect((await readRunFile(killed.runDir)).engine).toMatchObject({ step: wished.step, xla: wished.xla === 'on' });
      expect(await finalBits(killed.runDir)).toEqual(await finalBits(whole.runDir));
      expect(await steps(killed.runDir)).toEqual(await steps(whole.runDir));
    },
    SLOW + 9_000 * KILLS,
  );

  it('gives up after the third crash within the window', async () => {
    const run = await made({ epochs: 10_000 });
    const words: string[] = [];
    const job = supervise().train(
      run.runDir,
      run.dataPath,
      (r) => r.type === 'started' && job.pid !== undefined && process.kill(job.pid, 'SIGKILL'),
      (w) => words.push(w),
    );
    const end = await job.end;
    expect(end.type === 'failed' && end.failure.kind).toBe('crash');
    expect(words).toHaveLength(2);
    const file = await readRunFile(run.runDir);
    expect([file.state, file.failure?.kind]).toEqual(['failed', 'crash']);
  });

  it('writes a checkpoint and ends when nobody listens any more', async () => {
    const run = await made({ epochs: 10_000 });
    const supervisor = supervise();
    let seen = 0;
    const job = supervisor.train(run.runDir, run.dataPath, (r) => {
      if (r.type === 'steps') seen = r.points.at(-1)?.step ?? 0;
      if (seen > 20) void supervisor.close();
    });
    const began = Date.now();
    expect(await job.end).toEqual({ type: 'paused' });
    await supervisor.close();
    expect(Date.now() - began).toBeLessThan(20_000);
    const { checkpoint } = await new CheckpointStore(checkpointsPath(run.runDir)).newest('step');
    expect(checkpoint?.state.step).toBeGreaterThanOrEqual(seen);
    expect((await readRunFile(run.runDir)).state).toBe('paused');
    expect(isRunning(job.pid ?? 0)).toBe(false);
  });

  it('leaves no orphan when the process that started it is killed, and loses no step', async () => {
    const run = await made({ epochs: 10_000 });
    const request = { id: 1, request: { type: 'train', runDir: run.runDir, dataPath: run.dataPath } };
    // Stands in for the core: starts a worker, and tells this test of it until it is killed.
    const script = `const worker = require('node:child_process').fork(${JSON.stringify(entry)}, [], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
      process.send({ pid: worker.pid });
      worker.on('message', (m) => {
        if (m.type !== 'report') return;
        worker.send({ id: 0, request: { type: 'heard' } });
        if (m.report.type === 'steps') process.send({ step: m.report.points.at(-1).step });
      });
      worker.send(${JSON.stringify(request)});`;
    const core = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    let worker = 0;
    let seen = 0;
    await new Promise<void>((resolve) => {
      core.on('message', (message: { pid?: number; step?: number }) => {
        worker = message.pid ?? worker;
        seen = message.step ?? seen;
        if (seen > 20) resolve();
      });
    });
    expect(isRunning(worker)).toBe(true);
    core.kill('SIGKILL');
    await expect.poll(() => isRunning(worker), { timeout: 10_000 }).toBe(false);
    const { checkpoint } = await new CheckpointStore(checkpointsPath(run.runDir)).newest('step');
    expect(checkpoint?.state.step).toBeGreaterThanOrEqual(seen);
  });

  it(
    'trains on while nobody listens: everything is on the disk, and what is told afterwards reaches to the end',
    async () => {
      const run = await made({ epochs: 100_000, step: 'traced', xla: 'off' });
      const told: number[] = [];
      const job = supervise().train(run.runDir, run.dataPath, (r) => r.type === 'steps' && told.push(...r.points.map((p) => p.step)));
      await expect.poll(() => told.length, { timeout: SLOW }).toBeGreaterThan(50);
      const heard = told.length;
      // This process stands still, as one whose window froze does.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 4000);
      const onDisk = (await steps(run.runDir)).length;
      job.pause();
      expect(await job.end).toEqual({ type: 'paused' });
      // More than the pipe holds: it was full long before.
      expect(onDisk).toBeGreaterThan(heard + 1000);
      const kept = (await readMetrics(metricsPath(run.runDir))).steps.map((point) => point.step);
      expect(kept.every((step, i) => step === i + 1)).toBe(true);
      expect(told.at(-1)).toBe(kept.length);
      expect(told.every((step, i) => i === 0 || step > (told[i - 1] ?? 0))).toBe(true);
    },
    SLOW,
  );

  it('uses the checkpoint before a damaged one, says so, and still ends with the same bits', async () => {
    const [whole, damaged] = [await made(), await made()];
    await supervise().train(whole.runDir, whole.dataPath, () => {}).end;
    const supervisor = supervise({ checkpointEvery: 0 });
    const first = supervisor.train(damaged.runDir, damaged.dataPath, (r) => {
      if (r.type === 'steps' && (r.points.at(-1)?.step ?? 0) >= 9) first.pause();
    });
    await first.end;
    const { checkpoint } = await new CheckpointStore(checkpointsPath(damaged.runDir)).newest('step');
    const file = path.join(checkpointsPath(damaged.runDir), `step-${String(checkpoint?.state.step).padStart(9, '0')}.safetensors`);
    await writeFile(file, (await readFile(file)).subarray(0, 100));
    const log: string[] = [];
    await supervisor.train(damaged.runDir, damaged.dataPath, (r) => r.type === 'log' && log.push(r.line)).end;
    expect(log.join('\n')).toContain('The one before it is used');
    expect(await finalBits(damaged.runDir)).toEqual(await finalBits(whole.runDir));
    expect(await steps(damaged.runDir)).toEqual(await steps(whole.runDir));
  });

  it('fails with the words of the data when it is gone', async () => {
    const run = await made();
    const end = await supervise().train(run.runDir, path.join(run.folder, 'nowhere.csv'), () => {}).end;
    expect(end.type === 'failed' && end.failure).toMatchObject({ kind: 'data' });
    expect((await readRunFile(run.runDir)).state).toBe('failed');
  });

  it('hands out the process in reserve, and starts another', async () => {
    const run = await made();
    const started: number[] = [];
    const spawnWorker = forkWorker(entry);
    const supervisor = supervise({
      spare: true,
      spawn: () => {
        const worker = spawnWorker();
        started.push(worker.pid ?? 0);
        return worker;
      },
    });
    supervisor.warm();
    supervisor.warm();
    expect(started).toHaveLength(1);
    const training = supervisor.train(run.runDir, run.dataPath, () => {});
    expect(training.pid).toBe(started[0]);
    await training.end;
    supervisor.warm();
    await supervisor.close();
    expect(started.map(isRunning)).toEqual([false, false]);
  });

  it('probes an engine in a process of its own', async () => {
    expect((await supervise().probe('cpu')).device).toContain('JavaScript');
  });
});
