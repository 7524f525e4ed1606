import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Graph } from '../../shared/graph/document';
import type { Json } from '../../shared/json';
import { describeFile } from '../data/describe-file';
import { CheckpointStore } from '../engine/checkpoint/store';
import { openSession } from '../engine/session/open-session';
import { TrainControl } from '../engine/train-control';
import { pythonCommand, runPython } from '../exporters/python-run';
import { PauseAfter } from './pause-after.test-data';
import { checkpointsPath, logPath, readRunFile, runFilePath } from './run-folder';
import { type TestRun, tableRun } from './run-folder.test-data';
import { trainRun } from './train-run';

const made: TestRun[] = [];
afterEach(async () => {
  for (const { folder } of made.splice(0)) await rm(folder, { recursive: true, force: true });
});

const SLOW = 180_000;

type Chain = readonly (readonly [string, string, { readonly [name: string]: Json }])[];

/** Nodes one after the other, behind a table. */
const chain = (nodes: Chain): Graph => ({
  nodes: Object.fromEntries(nodes.map(([id, kind, params]) => [id, { kind, title: null, params }])),
  wires: nodes.slice(1).map(([id], i) => {
    const [before = '', kind = ''] = nodes[i] ?? [];
    return { from: { node: before, port: kind === 'TableInput' ? 'columns' : 'output' }, to: { node: id, port: 'input' } };
  }),
});

async function begin(nodes: Chain, training: Parameters<typeof tableRun>[0]): Promise<TestRun> {
  const run = await tableRun(training, chain(nodes));
  made.push(run);
  return run;
}

const train = (run: TestRun, control = new TrainControl()) => trainRun(run.runDir, run.dataPath, undefined, control, () => {});

async function weights({ runDir }: TestRun, kind: 'step' | 'best' = 'step') {
  const { checkpoint } = await new CheckpointStore(checkpointsPath(runDir)).newest(kind);
  if (!checkpoint) throw new Error('no checkpoint');
  return (name: string) => [...(checkpoint.tensors.get(name)?.data ?? [])];
}

/** A model of ours, trained. */
async function trained(): Promise<TestRun> {
  const nodes: Chain = [
    ['table', 'TableInput', {}],
    ['normal', 'Normalization', {}],
    ['dense', 'Dense', { units: 5, activation: 'tanh' }],
    ['drop', 'Dropout', { rate: 0.3 }],
    ['second', 'Dense', { units: 4, activation: 'relu' }],
    ['colour', 'Classification', {}],
  ];
  const run = await begin(nodes, { epochs: 2, step: 'eager' });
  expect((await train(run)).type).toBe('finished');
  return run;
}

async function saved(path: string, params: { readonly [name: string]: Json }, training: Parameters<typeof tableRun>[0]): Promise<TestRun> {
  const file = { path, ...(await describeFile(path, 'model')) };
  const nodes: Chain = [
    ['table', 'TableInput', {}],
    ['old', 'PretrainedModel', { file, ...params }],
    ['new', 'Dense', { units: 3 }],
    ['colour', 'Classification', {}],
  ];
  return begin(nodes, training);
}

describe('a run with a saved model', () => {
  it.each(['eager', 'traced'] as const)(
    'begins with its weights, keeps what is frozen, and needs the file no more: %s',
    async (step) => {
      const source = await trained();
      const of = await weights(source, 'best');
      const run = await saved(runFilePath(source.runDir), { frozen_up_to: 'dense' }, { epochs: 5, step });
      expect((await train(run, new PauseAfter(3))).type).toBe('paused');
      const early = await weights(run);
      expect(early('old_dense/kernel')).toEqual(of('dense/kernel'));
      expect(early('old_normal/mean')).toEqual(of('normal/mean'));
      expect(early('old_second/kernel')).not.toEqual(of('second/kernel'));

      await rm(source.folder, { recursive: true });
      expect((await train(run)).type).toBe('finished');
      const late = await weights(run);
      expect(late('old_dense/kernel')).toEqual(of('dense/kernel'));
      expect(late('old_second/kernel')).not.toEqual(early('old_second/kernel'));
      const log = await readFile(logPath(run.runDir), 'utf8');
      expect(log.match(/“old” begins with 6 weights/g)).toHaveLength(1);
      expect(log).not.toContain('“old_normal” learned');
      if (step === 'traced') expect(log).toContain('Frozen parts are computed once a sample: 5 numbers each.');

      const session = await openSession(await readRunFile(run.runDir), run.runDir, run.dataPath);
      try {
        const tried = await session.tryInput({ kind: 'row', values: { a: 0.5, b: 0.5, c: 0 } });
        expect(tried.predictions[0]).toMatchObject({ kind: 'classes' });
        for (const format of ['tfjs', 'html', 'python', 'savedmodel'] as const) {
          const report = await session.export(format, path.join(run.folder, format === 'html' ? 'page.html' : format));
          if (report.max_difference !== null) expect(report.max_difference).toBeLessThan(1e-4);
        }
      } finally {
        await session.close();
      }
      const script = await readFile(path.join(run.folder, 'python', 'train.py'), 'utf8');
      expect(script).toContain('"old_dense",');
      expect(script).toContain('load_pretrained(model)');
      const parsed = await runPython(
        pythonCommand(),
        ['-c', 'import ast, sys; ast.parse(open(sys.argv[1]).read())', path.join(run.folder, 'python', 'train.py')],
        run.folder,
      );
      expect(parsed.stderr).toBe('');

      // What was exported can be taken on, and the saved model in it with it.
      const again = await saved(path.join(run.folder, 'tfjs', 'model.json'), { cut_at: 'old_second' }, { epochs: 1, step });
      expect((await train(again)).type).toBe('finished');
      const best = await weights(run, 'best');
      const taken = await weights(again);
      expect(taken('old_old_second/kernel')).toEqual(best('old_second/kernel'));
      const run3 = await saved(runFilePath(run.runDir), {}, { epochs: 1, step });
      expect((await train(run3)).type).toBe('finished');
      expect((await weights(run3))('old_old_dense/kernel')).toEqual(of('dense/kernel'));
    },
    SLOW,
  );

  it(
    'computes what is frozen once a sample, without what works in training only',
    async () => {
      const source = await trained();
      const run = await saved(runFilePath(source.runDir), {}, { epochs: 5, step: 'traced' });
      expect((await train(run)).type).toBe('finished');
      expect(await readFile(logPath(run.runDir), 'utf8')).toContain('Frozen parts are computed once a sample: 4 numbers each.');
    },
    SLOW,
  );

  it(
    'fails with words where the file is gone or has changed before it began',
    async () => {
      const source = await trained();
      const gone = await saved(runFilePath(source.runDir), {}, { epochs: 1, step: 'eager' });
      const changed = await saved(runFilePath(source.runDir), {}, { epochs: 1, step: 'eager' });
      const other = await begin(
        [
          ['table', 'TableInput', {}],
          ['dense', 'Dense', {}],
          ['colour', 'Classification', {}],
        ],
        { epochs: 1 },
      );
      expect((await train(other)).type).toBe('finished');
      await rm(checkpointsPath(source.runDir), { recursive: true });
      const { cp } = await import('node:fs/promises');
      await cp(checkpointsPath(other.runDir), checkpointsPath(source.runDir), { recursive: true });
      const end = await train(changed);
      expect(end).toMatchObject({ type: 'failed', failure: { message: expect.stringContaining('has changed since it was chosen') } });
      await rm(source.folder, { recursive: true });
      expect(await train(gone)).toMatchObject({ type: 'failed', failure: { message: expect.stringContaining('run.json is not there') } });
    },
    SLOW,
  );
});
