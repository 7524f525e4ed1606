import { rm } from 'node:fs/promises';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Graph, GraphNode } from '../../shared/graph/document';
import { openEngine } from '../engine/backends/open-engine';
import { eagerRunner } from '../engine/eager-runner';
import { prepareRun } from '../engine/prepare-run';
import type { RunParts } from '../engine/run-parts';
import type { Runner } from '../engine/runner';
import { stepOptions } from '../engine/step-options';
import { TracedRunner } from '../engine/traced-runner';
import { measure } from '../engine/validation';
import { setGraph } from './drawn-shapes.test-data';
import { readRunFile } from './run-folder';
import type { TestRun } from './run-folder.test-data';
import { shapesRun } from './shapes-run.test-data';

const SIDE = 16;
/** With dropout; `frozen`: the first convolutions are not trained, so that what they make is computed once a sample. */
function graph(frozen: boolean): Graph {
  const drawn = setGraph(SIDE, 0.3);
  const still = ([id, node]: [string, GraphNode]): [string, GraphNode] =>
    frozen && (id === 'a' || id === 'b') ? [id, { ...node, params: { ...node.params, trainable: false } }] : [id, node];
  return { ...drawn, nodes: Object.fromEntries(Object.entries(drawn.nodes).map(still)) };
}

const runs = new Map<boolean, TestRun>();
const opened: RunParts[] = [];
beforeAll(async () => {
  for (const frozen of [false, true]) runs.set(frozen, await shapesRun(graph(frozen), 60, SIDE, { batch_size: 8 }));
});
afterAll(async () => {
  for (const parts of opened) await parts.dispose();
  for (const { folder } of runs.values()) await rm(folder, { recursive: true, force: true });
});

async function prepared(
  step: 'eager' | 'traced',
  frozen = false,
): Promise<{ parts: RunParts; training: Awaited<ReturnType<typeof readRunFile>>['training'] }> {
  const run = runs.get(frozen);
  const { graphs } = await openEngine('tensorflow');
  if (!run || !graphs) throw new Error('TensorFlow runs no graphs');
  const file = await readRunFile(run.runDir);
  const parts = await prepareRun(
    file,
    run.dataPath,
    () => {},
    async ({ compiled, preprocessing, plan, dataset, split }): Promise<Runner> => {
      if (step === 'eager') return eagerRunner(compiled, 'for a test');
      const { slots } = stepOptions({ preprocessing, plan, dataset, split }, file.training).optimizer;
      const how = { step: 'traced', xla: false, precision: 'float32', threads: null, stepReason: 'for a test' } as const;
      return new TracedRunner(graphs, compiled, { how, batchSize: file.training.batch_size, slots });
    },
  );
  opened.push(parts);
  return { parts, training: file.training };
}

/** The first steps' losses and metrics, with dropout, and those of the held-out samples after them. */
async function first(how: 'eager' | 'traced', batchSize: number, frozen: boolean) {
  const { parts, training } = await prepared(how, frozen);
  const step = parts.runner.trainingStep(stepOptions(parts, training));
  const results: { loss: number; iou: number }[] = [];
  for (let at = 0; at < 12; at++) {
    const batch = await parts.encode(parts.split.train.subarray((at % 4) * 8, (at % 4) * 8 + 8));
    const { loss, metrics } = step.run(batch, { step: at, rate: 0.001 });
    results.push({ loss, iou: metrics.box_iou ?? Number.NaN });
  }
  const judged = await measure(parts, parts.split.test, batchSize);
  step.dispose();
  return { results, judged };
}

describe('a loss whose targets are assigned', () => {
  it.each([
    ['all trained', false],
    ['partly frozen', true],
  ])(
    'is the same kernel by kernel and as a graph, with dropout, and judged in batches of any size: %s',
    async (_, frozen) => {
      const [eager, traced] = [await first('eager', 64, frozen), await first('traced', 5, frozen)];
      for (const [at, { loss, iou }] of eager.results.entries()) {
        expect(traced.results[at]?.loss, `step ${at}`).toBeCloseTo(loss, 3);
        expect(traced.results[at]?.iou, `step ${at}`).toBeCloseTo(iou, 3);
      }
      expect(traced.judged?.loss).toBeCloseTo(eager.judged?.loss ?? Number.NaN, 3);
      expect(Object.keys(traced.judged?.metrics ?? {}).sort()).toEqual(['box_iou', 'map_50', 'map_50_95']);
      expect(traced.judged?.metrics.box_iou).toBeCloseTo(eager.judged?.metrics.box_iou ?? Number.NaN, 3);
    },
    60_000,
  );

  it('leaves no tensors behind', async () => {
    const { parts, training } = await prepared('eager');
    const step = parts.runner.trainingStep(stepOptions(parts, training));
    const batch = await parts.encode(parts.split.train.subarray(0, 8));
    step.run(batch, { step: 0, rate: 0.001 });
    const { numTensors } = tf.memory();
    step.run(batch, { step: 1, rate: 0.001 });
    expect(tf.memory().numTensors).toBe(numTensors);
    step.dispose();
  });
});
