import { appendFile, rm, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MetricsLog } from '../engine/metrics-log';
import { readMetrics } from './metrics-file';
import { metricsPath, readRunFile, runFilePath } from './run-folder';
import { type TestRun, tableRun } from './run-folder.test-data';
import { RunWriter } from './run-writer';

let run: TestRun;
beforeEach(async () => {
  run = await tableRun();
});
afterEach(() => rm(run.folder, { recursive: true, force: true }));

describe('RunWriter', () => {
  it('keeps the table of states, on the disk and in memory', async () => {
    const writer = await RunWriter.open(run.runDir);
    await expect(writer.move('finished')).rejects.toThrow('from queued to finished');
    await writer.move('preparing');
    await Promise.all([writer.move('running'), writer.set({ parameters: 7 })]);
    expect(await readRunFile(run.runDir)).toMatchObject({ state: 'running', parameters: 7 });
  });

  it('takes a run whose process died for paused', async () => {
    const writer = await RunWriter.open(run.runDir);
    await writer.move('preparing');
    await writer.move('running');
    const next = await RunWriter.open(run.runDir);
    next.revive();
    await next.move('preparing');
    expect((await readRunFile(run.runDir)).state).toBe('preparing');
  });

  it('says so when run.json is damaged or missing', async () => {
    await writeFile(runFilePath(run.runDir), '{"format": "attention-studio-run"');
    await expect(RunWriter.open(run.runDir)).rejects.toThrow('damaged');
    await rm(runFilePath(run.runDir));
    await expect(RunWriter.open(run.runDir)).rejects.toThrow('no run in this folder');
  });
});

describe('metrics.jsonl', () => {
  const point = (step: number) => ({ step, loss: 1 / step, accuracy: null, learningRate: 0.1 });

  it('is cut at the checkpoint and goes on from there', async () => {
    const file = metricsPath(run.runDir);
    const log = await MetricsLog.open(file, 0);
    log.add({ step: point(1) });
    const offset = await log.sync();
    log.add({ step: point(2) });
    await log.flush();
    await log.close();
    const again = await MetricsLog.open(file, offset);
    again.add({ step: { ...point(2), loss: 5 } });
    await again.flush();
    await again.close();
    expect((await readMetrics(file)).steps).toEqual([point(1), { ...point(2), loss: 5 }]);
  });

  it('is read without a last line that a crash cut, and as empty where it is not', async () => {
    const file = metricsPath(run.runDir);
    expect(await readMetrics(file)).toEqual({ steps: [], epochs: [] });
    const log = await MetricsLog.open(file, 0);
    log.add({ step: point(1) });
    await log.flush();
    await log.close();
    await appendFile(file, '{"step":{"step":2,"lo');
    expect((await readMetrics(file)).steps).toEqual([point(1)]);
  });
});
