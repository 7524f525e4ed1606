import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { TrainingSettings } from '../../shared/training';
import { CheckpointStore } from '../engine/checkpoint/store';
import { openSession } from '../engine/session/open-session';
import { TrainControl } from '../engine/train-control';
import { bindingPath } from '../runtime/binding-path';
import { readMetrics } from './metrics-file';
import type { TrainReport } from './protocol';
import { checkpointsPath, metricsPath, readRunFile, writeRunFile } from './run-folder';
import { type TestRun, tableRun } from './run-folder.test-data';
import { trainRun } from './train-run';

let run: TestRun | null = null;
afterEach(async () => {
  if (run) await rm(run.folder, { recursive: true, force: true });
  run = null;
});

async function made(...rest: Parameters<typeof tableRun>): Promise<TestRun> {
  run = await tableRun(...rest);
  return run;
}

/** A price that is 1,000 times the first column, through linear layers of these names. */
async function regression(layers: readonly string[], training: Partial<TrainingSettings>): Promise<TestRun> {
  const ids = ['table', ...layers, 'price'];
  const kindOf = (id: string) => (id === 'table' ? 'TableInput' : id === 'price' ? 'Regression' : 'Dense');
  const test = await made(training, {
    nodes: Object.fromEntries(ids.map((id) => [id, { kind: kindOf(id), title: null, params: {} }])),
    wires: ids.slice(1).map((id, i) => ({
      from: { node: ids[i] ?? '', port: i === 0 ? 'columns' : 'output' },
      to: { node: id, port: 'input' },
    })),
  });
  const rows = Array.from({ length: 100 }, (_, i) => `${i % 10},${(i * 7) % 13},${1000 * (i % 10)}`);
  await writeFile(test.dataPath, `a,b,price\n${rows.join('\n')}\n`);
  const file = await readRunFile(test.runDir);
  const format = { delimiter: ',', header: true, encoding: 'utf-8' } as const;
  await writeRunFile(test.runDir, {
    ...file,
    data: { ...file.data, read: { reader: 'table', ...format, features: ['a', 'b'], target: 'price', task: 'regression' } },
  });
  return test;
}

/** A row of the second batch of training, and one that is tested on. */
const [TRAINING_ROW, TEST_ROW] = [7, 12];

/** A run whose data has 1e30 in one row: read as a number, and finite; the square of its error is not. */
async function withHuge(huge: number, training: Partial<TrainingSettings>): Promise<TestRun> {
  const test = await regression(['wide', 'deep'], { learning_rate: 0.001, batch_size: 10, ...training });
  const rows = (await readFile(test.dataPath, 'utf8')).split('\n');
  await writeFile(test.dataPath, rows.map((row, i) => (i === huge ? `1e30,${row.split(',').slice(1)}` : row)).join('\n'));
  const file = await readRunFile(test.runDir);
  const { table } = file.graph.nodes;
  if (!table) throw new Error('the graph has no table');
  const nodes = { ...file.graph.nodes, table: { ...table, params: { standardize: false } } };
  await writeRunFile(test.runDir, { ...file, graph: { ...file.graph, nodes } });
  return test;
}

const train = ({ runDir, dataPath }: TestRun, report: (r: TrainReport) => void = () => {}) =>
  trainRun(runDir, dataPath, undefined, new TrainControl(), report);

describe('trainRun', () => {
  const COMPUTED: readonly (readonly [string, Partial<TrainingSettings>])[] = bindingPath()
    ? [
        ['kernel by kernel', { step: 'eager' }],
        ['as one graph', { step: 'traced', xla: 'off' }],
        ['compiled by XLA', { step: 'traced', xla: 'on' }],
      ]
    : [['kernel by kernel', { step: 'eager' }]];

  it.each(COMPUTED)(
    'ends a run that blows up within the step, names the node, and keeps weights that answer: %s',
    async (_how, computed) => {
      const test = await regression(['wide', 'deep'], {
        ...computed,
        learning_rate: 1,
        optimizer: { name: 'sgd', momentum: 0.9, nesterov: true },
        epochs: 1000,
      });
      const end = await train(test);
      if (end.type !== 'failed') throw new Error(`ended as ${end.type}`);
      expect(end.failure.kind).toBe('nan');
      expect(['wide', 'deep', 'price']).toContain(end.failure.node);
      expect(end.failure.message).toContain(`“${end.failure.node}”`);
      const file = await readRunFile(test.runDir);
      expect([file.state, file.failure]).toEqual(['failed', end.failure]);
      const { steps } = await readMetrics(metricsPath(test.runDir));
      expect(steps.every((p) => Number.isFinite(p.loss))).toBe(true);
      const { checkpoint } = await new CheckpointStore(checkpointsPath(test.runDir)).newest('step');
      // Of the last good step: the one that failed is told nowhere.
      expect(checkpoint?.state.step).toBe(steps.length);
      expect(file.engine).toMatchObject({ step: computed.step, xla: computed.xla === 'on' });
      for (const { data } of checkpoint?.tensors.values() ?? []) expect(data.every(Number.isFinite)).toBe(true);
      const session = await openSession(file, test.runDir, test.dataPath);
      expect((await session.evaluate('test')).samples).toBe(20);
      await session.close();
    },
    60_000,
  );

  it.each(COMPUTED)(
    'ends at the step that meets a number too large to compute with, and names the node: %s',
    async (_how, computed) => {
      const test = await withHuge(TRAINING_ROW, { ...computed, epochs: 3 });
      const end = await train(test);
      if (end.type !== 'failed') throw new Error(`ended as ${end.type}`);
      expect(end.failure.kind).toBe('nan');
      expect(['wide', 'deep', 'price']).toContain(end.failure.node);
      // Within the first pass over the data, at the one step that had it.
      const { steps, epochs } = await readMetrics(metricsPath(test.runDir));
      expect(epochs).toEqual([]);
      expect(steps.length).toBeGreaterThan(0);
      expect(steps.length).toBeLessThan(6);
      expect(steps.every((p) => Number.isFinite(p.loss))).toBe(true);
      const { checkpoint } = await new CheckpointStore(checkpointsPath(test.runDir)).newest('step');
      expect(checkpoint?.state.step).toBe(steps.length);
      for (const { data } of checkpoint?.tensors.values() ?? []) expect(data.every(Number.isFinite)).toBe(true);
    },
    60_000,
  );

  it('finishes without an evaluation, and can be read again, when a number of the test samples is too large', async () => {
    const test = await withHuge(TEST_ROW, { step: 'eager', epochs: 1 });
    const said: string[] = [];
    expect(await train(test, (r) => r.type === 'log' && said.push(r.line))).toEqual({ type: 'finished', evaluation: null });
    expect(said.join()).toContain('there is no evaluation');
    expect((await readRunFile(test.runDir)).state).toBe('finished');
  });

  it('says at once what is wrong with the graph, and trains nothing', async () => {
    const test = await made({}, { nodes: { table: { kind: 'TableInput', title: null, params: {} } }, wires: [] });
    const end = await train(test);
    expect(end.type === 'failed' && end.failure).toMatchObject({ kind: 'graph' });
  });

  it('trains a regression and reports its error in the unit of the data', async () => {
    const test = await regression([], { epochs: 30, learning_rate: 0.1 });
    const epochs: number[] = [];
    const end = await train(test, (r) => r.type === 'epoch' && epochs.push(r.point.metrics.mae ?? Number.NaN));
    if (end.type !== 'finished') throw new Error(JSON.stringify(end));
    // Far from the target at first: thousands; a line fits it exactly.
    expect(epochs[0]).toBeGreaterThan(300);
    expect(end.evaluation?.metrics.mae).toBeLessThan(100);
    for (const { actual, predicted } of end.evaluation?.values ?? []) expect(Math.abs(actual - predicted)).toBeLessThan(300);
  });

  it('trains further when a finished run gets more epochs', async () => {
    const test = await made();
    await train(test);
    const file = await readRunFile(test.runDir);
    await writeFile(path.join(test.runDir, 'run.json'), JSON.stringify({ ...file, training: { ...file.training, epochs: 6 } }));
    const epochs: number[] = [];
    expect((await train(test, (r) => r.type === 'epoch' && epochs.push(r.point.epoch))).type).toBe('finished');
    expect(epochs).toEqual([5, 6]);
  });
});
