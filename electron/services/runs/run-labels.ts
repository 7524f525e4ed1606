import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { stableJson } from '../../../shared/project/write-project';
import { type RunLabels, runLabels } from '../../../shared/run';
import { saveAtomically } from '../../files/save-atomically';

/** A file of the core's alone: a worker rewrites `run.json` while it trains, so that a label put there could be lost. */
const labelsFile = (dir: string): string => path.join(dir, 'labels.json');

/** Of a run that nobody marked. */
export const NO_LABELS: RunLabels = { tags: [], pinned: false };

/** How the person marked the run. A file that is not there, or damaged, marks nothing: the run itself is whole. */
export async function readRunLabels(dir: string): Promise<RunLabels> {
  try {
    return runLabels.parse(JSON.parse(await readFile(labelsFile(dir), 'utf8')));
  } catch {
    return NO_LABELS;
  }
}

/** @throws StudioError when the disk refuses */
export async function writeRunLabels(dir: string, labels: RunLabels): Promise<void> {
  await saveAtomically(labelsFile(dir), stableJson(labels));
}
