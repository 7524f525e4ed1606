import path from 'node:path';
import { resolveDataPath } from '../data/data-path';
import { appFolder } from '../files/app-folder';
import { TensorflowLibrary } from '../runtime/tensorflow-library';
import type { RunFile } from '../worker/run-file';
import { readRunFile } from '../worker/run-folder';
import { Supervisor } from '../worker/supervisor';
import { forkWorker, type SpawnWorker } from '../worker/worker-process';

/** What the commands work with. */
export interface Workplace {
  readonly root: string;
  readonly resources: string;
  readonly library: TensorflowLibrary;
  readonly supervisor: Supervisor;
}

export function workerSpawner(root: string): SpawnWorker {
  return forkWorker(path.join(root, 'dist', 'electron', 'worker.cjs'));
}

/** Lends the parts to a command and ends its processes afterwards, whatever happens. */
export async function atWork<T>(work: (place: Workplace) => Promise<T>): Promise<T> {
  const root = appFolder();
  const supervisor = new Supervisor({ spawn: workerSpawner(root), spare: false });
  try {
    return await work({ root, resources: path.join(root, 'resources'), library: new TensorflowLibrary({ app: root }), supervisor });
  } finally {
    await supervisor.close();
  }
}

/** A run folder that was named on the command line. */
export interface NamedRun {
  readonly dir: string;
  readonly file: RunFile;
  readonly dataPath: string;
}

/** @param data `--data`: another folder or file of the same form; null: the run's own */
export async function openRunFolder(place: Workplace, given: string, data: string | null): Promise<NamedRun> {
  const dir = path.resolve(given);
  const file = await readRunFile(dir);
  return { dir, file, dataPath: data === null ? resolveDataPath(file.data.path, null, place.resources) : path.resolve(data) };
}
