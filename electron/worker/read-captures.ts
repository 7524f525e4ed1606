import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Capture, Inspection } from '../../shared/run';
import { StudioError } from '../../shared/studio-error';
import { captureName, captureStep, decodeCapture, type ProbeSample, probeSamples } from './capture-file';
import { capturesPath } from './run-folder';

/** The steps that a run kept maps of, in their order. Empty where there are none. */
export async function listCaptures(runDir: string): Promise<number[]> {
  const names = await readdir(capturesPath(runDir)).catch(() => []);
  return names
    .map(captureStep)
    .filter((step) => step !== null)
    .sort((a, b) => a - b);
}

/** The probe samples of a run; empty where it has none or they cannot be read. */
export async function readProbeSamples(runDir: string): Promise<ProbeSample[]> {
  try {
    return probeSamples.parse(JSON.parse(await readFile(path.join(capturesPath(runDir), 'samples.json'), 'utf8'))).samples;
  } catch {
    return [];
  }
}

/**
 * What the model looked at in the probe samples after `step` steps.
 *
 * @param sample one of them, counted from 0; null: all
 * @throws StudioError where this step was not kept, or its file is damaged
 */
export async function readCapture(runDir: string, step: number, sample: number | null): Promise<Inspection[]> {
  const advice = 'Choose another step.';
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path.join(capturesPath(runDir), captureName(step)));
  } catch (error) {
    const received = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new StudioError(`What the model looked at after step ${step} was not kept.`, { expected: 'a captured step', received, advice });
  }
  const samples = await readProbeSamples(runDir);
  try {
    const { looks } = decodeCapture(bytes);
    const all = looks.flatMap((look, i) => (samples[i] ? [{ ...samples[i], ...look }] : []));
    return sample === null ? all : all.slice(sample, sample + 1);
  } catch (error) {
    const received = error instanceof Error ? error.message.slice(0, 300) : String(error);
    throw new StudioError(`The attention maps of step ${step} are damaged.`, { expected: 'a file as training wrote it', received, advice });
  }
}

/** The newest look at the first probe sample that can be read. */
export async function latestCapture(runDir: string): Promise<Capture | undefined> {
  const step = (await listCaptures(runDir)).at(-1);
  if (step === undefined) return undefined;
  const [inspection] = await readCapture(runDir, step, 0).catch(() => []);
  return inspection && { step, inspection };
}
