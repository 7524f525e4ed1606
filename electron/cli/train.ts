import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Evaluation } from '../../shared/run';
import { StudioError } from '../../shared/studio-error';
import type { TrainingSettings } from '../../shared/training';
import { diskError, errorCode } from '../files/disk-error';
import { DatasetCache } from '../services/datasets/dataset-cache';
import { freezeRun } from '../services/runs/freeze-run';
import { writeRunName } from '../services/runs/run-folders';
import { readMetrics } from '../worker/metrics-file';
import { metricsPath, writeRunFile } from '../worker/run-folder';
import { figures, type Output } from './output';
import { readProjectFile } from './read-project-file';
import { TrainingOutput } from './training-output';
import { atWork, openRunFolder, type Workplace } from './workplace';

export interface TrainOptions {
  readonly out: string;
  readonly data: string | null;
  readonly epochs: number | null;
  readonly seed: number | null;
  readonly engine: TrainingSettings['engine'] | null;
  readonly step: TrainingSettings['step'] | null;
  readonly xla: TrainingSettings['xla'] | null;
  readonly precision: TrainingSettings['precision'] | null;
  readonly threads: number | null;
  readonly steps: boolean;
}

/** What a shell says of a program that Ctrl-C ended. */
const INTERRUPTED = 130;

/** A terminal sends Ctrl-C to every process at once, and npm sends it on: this close together they are one. */
const SAME_CTRL_C_MS = 1500;

/** The folder of a new run: made, or found empty. */
async function newFolder(given: string): Promise<string> {
  const dir = path.resolve(given);
  try {
    await mkdir(dir, { recursive: true });
  } catch (error) {
    if (errorCode(error) === 'EEXIST') throw new StudioError(`${dir} is a file.`, { expected: 'a folder for the run', received: 'a file' });
    throw diskError(error, dir, `make the folder ${dir}`);
  }
  const found = await readdir(dir);
  if (found.includes('run.json')) {
    throw new StudioError(`${dir} holds a run already.`, { advice: 'Go on with it by “resume”, or name another folder.' });
  }
  if (found.length > 0)
    throw new StudioError(`${dir} is not empty.`, { expected: 'a new or an empty folder', received: `${found.length} entries` });
  return dir;
}

export async function train(out: Output, given: string, options: TrainOptions): Promise<number> {
  const { project, file, readOnly } = await readProjectFile(given);
  if (readOnly !== null) throw new StudioError(`This project cannot be trained. ${readOnly}`);
  const training: TrainingSettings = {
    ...project.training,
    ...(options.epochs === null ? {} : { epochs: options.epochs }),
    ...(options.seed === null ? {} : { seed: options.seed }),
    ...(options.engine === null ? {} : { engine: options.engine }),
    ...(options.step === null ? {} : { step: options.step }),
    ...(options.xla === null ? {} : { xla: options.xla }),
    ...(options.precision === null ? {} : { precision: options.precision }),
    ...(options.threads === null ? {} : { threads: options.threads }),
  };
  return atWork(async (place) => {
    const data =
      project.data && options.data !== null
        ? { ...project.data, path: path.resolve(options.data), fingerprint: null, facts: null }
        : project.data;
    const cache = new DatasetCache();
    try {
      const freezing = { project: { ...project, data }, projectFile: file, resources: place.resources, training, now: new Date() };
      const { run, dataPath } = await freezeRun({ id: path.basename(path.resolve(options.out)), ...freezing }, cache);
      const dir = await newFolder(options.out);
      await writeRunName(dir, path.basename(dir));
      await writeRunFile(dir, run);
      return await follow(out, place, dir, dataPath, options.steps);
    } finally {
      await cache.close();
    }
  });
}

export async function resume(out: Output, given: string, steps: boolean): Promise<number> {
  return atWork(async (place) => {
    const { dir, dataPath } = await openRunFolder(place, given, null);
    return follow(out, place, dir, dataPath, steps);
  });
}

/** The last epoch's figures: what there is where nothing was held out. */
async function lastEpoch(dir: string): Promise<{ [name: string]: number }> {
  const { epochs } = await readMetrics(metricsPath(dir));
  const last = epochs.at(-1);
  return last ? { loss: last.loss, ...(last.val_loss === null ? {} : { val_loss: last.val_loss }), ...last.metrics } : {};
}

async function follow(out: Output, place: Workplace, dir: string, dataPath: string, steps: boolean): Promise<number> {
  const told = new TrainingOutput(out, dir, steps);
  const training = place.supervisor.train(
    dir,
    dataPath,
    (report) => told.report(report),
    (words) => out.message(words),
  );
  let asked = 0;
  const interrupt = () => {
    const now = Date.now();
    if (asked === 0) {
      asked = now;
      out.message('Writing a checkpoint …');
      training.pause();
    } else if (now - asked > SAME_CTRL_C_MS) process.exit(INTERRUPTED);
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  try {
    const end = await training.end;
    told.end();
    switch (end.type) {
      case 'finished':
      case 'stopped': {
        const metrics: Evaluation['metrics'] = end.evaluation?.metrics ?? (await lastEpoch(dir));
        out.result(
          { type: 'done', run: dir, metrics },
          `Done: ${figures(metrics)}${end.evaluation ? ` on ${end.evaluation.samples} held-out samples` : ''}.`,
        );
        return 0;
      }
      case 'paused':
        out.result({ type: 'paused', run: dir, step: told.step });
        out.message(`Paused after ${told.step} steps. Go on with: resume ${dir}`);
        return INTERRUPTED;
      case 'failed':
        out.result({ type: 'failed', reason: end.failure.message });
        for (const words of [end.failure.message, end.failure.advice]) if (words && words !== told.said) out.message(words);
        return 1;
    }
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}
