import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { RunUpdate } from '../../../shared/run';
import { readMetrics } from '../../worker/metrics-file';
import { latestCapture } from '../../worker/read-captures';
import { logPath, metricsPath, readRunFile } from '../../worker/run-folder';
import { LiveRun } from './live-run';
import { bytesOf, readRunName } from './run-folders';
import { readRunLabels } from './run-labels';
import { isBusy } from './transition';

/** The end of a log is what people read; a run of days can write megabytes. */
const LOG_BYTES = 500_000;

/**
 * Reads a run that lies on the disk. One that says it is at work has lost its process: its checkpoint is whole
 * and it can be resumed, so it shows as paused.
 */
export async function loadRun(dir: string, projectId: string, tell: (update: RunUpdate) => void): Promise<LiveRun> {
  const file = await readRunFile(dir);
  const { steps, epochs } = await readMetrics(metricsPath(dir));
  const log = (await readFile(logPath(dir), 'utf8').catch(() => '')).slice(-LOG_BYTES).split('\n').filter(Boolean);
  return new LiveRun(
    {
      projectId,
      dir,
      file: isBusy(file.state) ? { ...file, state: 'paused' } : file,
      name: (await readRunName(dir)) ?? path.basename(dir),
      steps,
      epochs,
      log,
      diskBytes: await bytesOf(dir),
      capture: await latestCapture(dir),
      labels: await readRunLabels(dir),
    },
    tell,
  );
}

/** Takes a run's curves from its folder: the way from its worker was too slow for all of their points. */
export async function rereadCurves(run: LiveRun): Promise<void> {
  const { steps, epochs } = await readMetrics(metricsPath(run.dir));
  run.reread(steps, epochs);
}
