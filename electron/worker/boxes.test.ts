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

describe('drawn shapes are found, on TensorFlow', () => {
  // Kernel by kernel a step takes some times longer: fewer of them are enough to see that it learns.
  it.each([
    ['eager', 12, 0.3],
    ['traced', 40, 0.45],
  ] as const)(
    'by a grid, %s',
    async (step, epochs, least) => {
      const { evaluation } = await trained(gridGraph(SIDE), step, epochs);
      expect(evaluation.metrics.map_50).toBeGreaterThan(least);
    },
    120_000,
  );

  // Kernel by kernel its steps are the same: see assigned-steps.test.ts.
  it('by a set', async () => {
    const { evaluation, session } = await trained(setGraph(SIDE), 'traced', 40);
    const { metrics, boxes, classes, confusion, values, samples } = evaluation;
    expect(metrics.map_50).toBeGreaterThan(0.2);
    expect(metrics.map_50_95).toBeLessThan(metrics.map_50 ?? 0);
    expect([classes, confusion, values]).toEqual([null, null, null]);
    // What is told label by label says the same as the metric.
    const labels = boxes?.labels ?? [];
    expect(labels.map(({ label }) => label)).toEqual(['disc', 'square']);
    const mean = labels.reduce((sum, { average_precision }) => sum + (average_precision ?? 0), 0) / labels.length;
    expect(mean).toBeCloseTo(metrics.map_50 ?? Number.NaN, 6);
    expect(boxes?.worst.length).toBeLessThanOrEqual(samples);
    const [worst] = boxes?.worst ?? [];
    if (!worst) throw new Error('a model that finds all is too good for this test');
    const { predictions, sample } = await session.inspect(worst.index);
    expect(sample.boxes).toHaveLength(worst.boxes);
    const [said] = predictions;
    if (said?.kind !== 'boxes') throw new Error('no boxes');
    // Four queries tell four boxes, each in the picture.
    expect(said.boxes).toHaveLength(4);
    for (const { box } of said.boxes) for (const part of box) expect(part).toBeGreaterThanOrEqual(0);
  }, 120_000);
});
