import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type EpochPoint, epochPoint, type StepPoint, stepPoint } from '../../shared/run';

/** One line of `metrics.jsonl`: `{"step":{…}}` or `{"epoch":{…}}`. */
const line = z.union([z.strictObject({ step: stepPoint }), z.strictObject({ epoch: epochPoint })]);
export type MetricsLine = z.infer<typeof line>;

export const metricsLine = (entry: MetricsLine): string => `${JSON.stringify(entry)}\n`;

/** Every point of a run so far. A last line that a crash cut is left out; a file that is not there is empty. */
export async function readMetrics(file: string): Promise<{ readonly steps: StepPoint[]; readonly epochs: EpochPoint[] }> {
  const steps: StepPoint[] = [];
  const epochs: EpochPoint[] = [];
  let text = '';
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  for (const raw of text.split('\n').slice(0, -1)) {
    let parsed: unknown;
    try {
      parsed = JSON.parse(raw);
    } catch {
      continue;
    }
    const entry = line.safeParse(parsed);
    if (!entry.success) continue;
    if ('step' in entry.data) steps.push(entry.data.step);
    else epochs.push(entry.data.epoch);
  }
  return { steps, epochs };
}
