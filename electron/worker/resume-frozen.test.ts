import { readFile, rm } from 'node:fs/promises';
import { afterEach, expect, it } from 'vitest';
import type { Graph } from '../../shared/graph/document';
import { CheckpointStore } from '../engine/checkpoint/store';
import { TrainControl } from '../engine/train-control';
import { readMetrics } from './metrics-file';
import { checkpointsPath, logPath, metricsPath } from './run-folder';
import { TABLE_GRAPH, type TestRun, tableRun } from './run-folder.test-data';
import { trainRun } from './train-run';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** Its first layer, and nothing but it, is frozen. */
const FROZEN: Graph = {
  ...TABLE_GRAPH,
  nodes: { ...TABLE_GRAPH.nodes, dense: { kind: 'Dense', title: null, params: { units: 8, activation: 'tanh', trainable: false } } },
};

/** Trains to the end, pausing after every `every` steps; 0: never. */
async function train(run: TestRun, every: number) {
  folders.push(run.folder);
  for (let paused = true; paused; ) {
    const control = new TrainControl();
    let left = every;
    const end = await trainRun(run.runDir, run.dataPath, undefined, control, (report) => {
      if (report.type !== 'steps') return;
      left -= report.points.length;
      if (every > 0 && left <= 0) control.ask('pause');
    });
    if (end.type === 'failed') throw new Error(end.failure.message);
    paused = end.type === 'paused';
  }
  const { checkpoint } = await new CheckpointStore(checkpointsPath(run.runDir)).newest('step');
  const { steps, epochs } = await readMetrics(metricsPath(run.runDir));
  const timeless = epochs.map(({ seconds: _s, samples_per_second: _p, ...rest }) => rest);
  return { tensors: checkpoint?.tensors, steps, epochs: timeless, log: await readFile(logPath(run.runDir), 'utf8') };
}

it('a run with frozen parts that is paused again and again equals an uninterrupted one bit for bit', async () => {
  const { log, ...whole } = await train(await tableRun({}, FROZEN), 0);
  expect(log.match(/Frozen parts are computed once a sample: 8 numbers each\./g)).toHaveLength(1);
  const { log: resumed, ...paused } = await train(await tableRun({}, FROZEN), 3);
  expect(paused).toEqual(whole);
  // Once each time that it began.
  expect(resumed.match(/Frozen parts are computed once a sample/g)?.length).toBeGreaterThan(2);
});

it('a run whose weights are all frozen fails in words', async () => {
  const frozen = (node: string) => ({ ...TABLE_GRAPH.nodes[node], params: { ...TABLE_GRAPH.nodes[node]?.params, trainable: false } });
  const nodes = { ...TABLE_GRAPH.nodes, dense: frozen('dense'), colour: frozen('colour') } as Graph['nodes'];
  const run = await tableRun({}, { ...TABLE_GRAPH, nodes });
  folders.push(run.folder);
  const end = await trainRun(run.runDir, run.dataPath, undefined, new TrainControl(), () => {});
  expect(end).toMatchObject({ type: 'failed', failure: { message: expect.stringContaining('nothing to train') } });
});
