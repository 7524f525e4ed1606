import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { StudioError } from '../../shared/studio-error';
import { type Disk, realDisk, saveFile } from '../engine/checkpoint/disk';
import { RUN_VERSION, type RunFile, runFile } from './run-file';
import { liftRun } from './run-migrations';

export const runFilePath = (runDir: string): string => path.join(runDir, 'run.json');
export const metricsPath = (runDir: string): string => path.join(runDir, 'metrics.jsonl');
export const checkpointsPath = (runDir: string): string => path.join(runDir, 'checkpoints');
export const capturesPath = (runDir: string): string => path.join(runDir, 'attention');
export const logPath = (runDir: string): string => path.join(runDir, 'log.txt');

const versioned = z.looseObject({ version: z.int().min(1) });

/** `run.json` of a run, checked, and lifted where an older version made it. @throws StudioError */
export async function readRunFile(runDir: string): Promise<RunFile> {
  const file = runFilePath(runDir);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new StudioError('There is no run in this folder.', {
      expected: `a folder with run.json`,
      received: error instanceof Error ? error.message : runDir,
      advice: 'Choose the folder that “train --out” wrote.',
    });
  }
  try {
    const run = versioned.parse(JSON.parse(text));
    if (run.version > RUN_VERSION) {
      throw new StudioError('This run was made by a newer Attention Studio.', {
        expected: `version ${RUN_VERSION} of run.json or an older one`,
        received: `version ${run.version}`,
        advice: 'Open it with the newer Attention Studio.',
      });
    }
    return runFile.parse(liftRun(run, run.version));
  } catch (error) {
    if (error instanceof StudioError) throw error;
    throw new StudioError('The run cannot be read: its run.json is damaged.', {
      expected: 'run.json as Attention Studio writes it',
      received: error instanceof Error ? error.message.slice(0, 300) : String(error),
    });
  }
}

/** Replaces `run.json` so that a crash leaves the old or the new one, whole. */
export async function writeRunFile(runDir: string, run: RunFile, disk: Disk = realDisk): Promise<void> {
  await saveFile(disk, runFilePath(runDir), Buffer.from(`${JSON.stringify(run, null, 1)}\n`));
}
