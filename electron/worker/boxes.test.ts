import { rm } from 'node:fs/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { type OpenSession, openSession } from '../engine/session/open-session';
import { TrainControl } from '../engine/train-control';
import { gridGraph, setGraph } from './drawn-shapes.test-data';
import { readRunFile } from './run-folder';
import { shapesRun } from './shapes-run.test-data';
import { trainRun } from './train-run';

const SIDE = 32;
const made: { readonly session: OpenSession; readonly folder: string }[] = [];
afterAll(async () => {
  for (const { session, folder } of made) {
    await session.close();
    await rm(folder, { recursive: true, force: true });
  }
});

async function trained(graph: ReturnType<typeof gridGraph>, step: 'eager' | 'traced', epochs: number, learning_rate = 0.003) {
  const run = await shapesRun(graph, 300, SIDE, { engine: 'tensorflow', step, xla: 'off', epochs, learning_rate });
  const end = await trainRun(run.runDir, run.dataPath, undefined, new TrainControl(), () => {});
  if (end.type !== 'finished') throw new Error(JSON.stringify(end));
  const session = await openSession(await readRunFile(run.runDir), run.runDir, run.dataPath);
  made.push({ session, folder: run.folder });
  return { run, session, evaluation: await session.evaluate('test') };
}

describe.each(['eager', 'traced'] as const)('%s, on TensorFlow', (step) => {
  it('a grid finds drawn shapes', async () => {
    const { evaluation } = await trained(gridGraph(SIDE), step, 25);
    expect(evaluation.metrics.map_50).toBeGreaterThan(0.5);
  }, 120_000);

  it('a set finds drawn shapes', async () => {
    const { evaluation } = await trained(setGraph(SIDE), step, 40);
    expect(evaluation.metrics.map_50).toBeGreaterThan(0.3);
  }, 120_000);
});
