import { execFileSync } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { EpochPoint } from '../../shared/run';
import { type OpenSession, openSession } from '../engine/session/open-session';
import { TrainControl } from '../engine/train-control';
import { pythonCommand } from '../exporters/python-run';
import { HISTORY_COLUMNS, historyGraph, historyRows, PAIR_COLUMNS, pairGraph, pairRows, recordsRun } from './matches.test-data';
import { asked, exportAll, predicting, type Question } from './predictions.test-data';
import { readRunFile } from './run-folder';
import type { TestRun } from './run-folder.test-data';
import { trainRun } from './train-run';

const made: TestRun[] = [];
const opened: OpenSession[] = [];
afterAll(async () => {
  for (const session of opened) await session.close();
  for (const { folder } of made) await rm(folder, { recursive: true, force: true });
});

async function train(run: TestRun) {
  made.push(run);
  const end = await trainRun(run.runDir, run.dataPath, undefined, new TrainControl(), () => {});
  if (end.type !== 'finished' || !end.evaluation) throw new Error(JSON.stringify(end));
  const file = await readRunFile(run.runDir);
  const lines = (await readFile(path.join(run.runDir, 'metrics.jsonl'), 'utf8')).trim().split('\n');
  const epochs = lines.flatMap((line) => {
    const { epoch } = JSON.parse(line) as { epoch?: EpochPoint };
    return epoch ? [epoch] : [];
  });
  const session = await openSession(file, run.runDir, run.dataPath);
  opened.push(session);
  return { run, file, session, evaluation: end.evaluation, epochs };
}

const SECTORS: Question = {
  columns: [{ name: 'sector', as: 'class' }],
  cells: ([a, b]) => [['ne', 'nw', 'sw', 'se'][Math.floor(((Math.atan2(b, a) + 2 * Math.PI) % (2 * Math.PI)) / (Math.PI / 2))] ?? 'ne'],
};
const TWO_NUMBERS: Question = {
  columns: [
    { name: 'height', as: 'value' },
    { name: 'weight', as: 'value' },
  ],
  cells: ([a, b, c]) => [170 + 10 * a - 4 * b, 70_000 + 9000 * b + 2000 * c],
};

const QUEUED = {
  'several numbers': (training) => asked(predicting('MultiRegression'), TWO_NUMBERS, training),
  pairs: (training) => recordsRun(pairGraph(), PAIR_COLUMNS, pairRows(), training),
  'triplets, hard': (training) => asked(predicting('MetricLearning', { loss: 'triplet_hard' }), SECTORS, training),
  'triplets, semi-hard': (training) => asked(predicting('MetricLearning', { loss: 'triplet_semihard' }), SECTORS, training),
  arcface: (training) => asked(predicting('MetricLearning', { loss: 'arcface' }), SECTORS, training),
  'next item': (training) => recordsRun(historyGraph(), HISTORY_COLUMNS, historyRows(), training),
  'next item, tied, ranked': (training) =>
    recordsRun(historyGraph({ tied_to: 'vectors', loss: 'bayesian_ranking' }), HISTORY_COLUMNS, historyRows(), training),
} satisfies { [name: string]: (training: Parameters<typeof recordsRun>[3]) => Promise<TestRun> };

describe.each(Object.entries(QUEUED))('%s', (_name, queue) => {
  it('train alike kernel by kernel and as one graph', async () => {
    const runs = [];
    for (const step of ['eager', 'traced'] as const) {
      const done = await train(await queue({ engine: 'tensorflow', step, xla: 'off', epochs: 3 }));
      expect(done.file.engine?.step).toBe(step);
      runs.push(done);
    }
    const [eager, traced] = runs;
    if (!eager || !traced) throw new Error('two runs');
    expect(traced.epochs).toHaveLength(3);
    for (const [at, epoch] of eager.epochs.entries()) {
      const other = traced.epochs[at];
      expect(other?.loss).toBeCloseTo(epoch.loss, 4);
      expect(other?.val_loss ?? Number.NaN).toBeCloseTo(epoch.val_loss ?? 0, 4);
    }
    expect(eager.epochs[2]?.loss).toBeLessThan(eager.epochs[0]?.loss ?? 0);
    for (const [name, value] of Object.entries(eager.evaluation.metrics)) {
      expect(Math.abs((traced.evaluation.metrics[name] ?? Number.NaN) - value), name).toBeLessThan(1e-3 * Math.max(1, Math.abs(value)));
    }
  }, 120_000);
});

describe('what a trained model says', () => {
  it('of several numbers: each in its own unit', async () => {
    const { session, evaluation } = await train(
      await asked(predicting('MultiRegression'), TWO_NUMBERS, { engine: 'tensorflow', epochs: 60, learning_rate: 0.03 }),
    );
    const { metrics, outputs } = evaluation;
    expect(metrics.r2).toBeGreaterThan(0.9);
    expect(metrics.mae_height).toBeLessThan(2);
    expect(metrics.rmse_weight).toBeGreaterThan(metrics.rmse_height ?? Number.NaN);
    expect(metrics.r2).toBeCloseTo(((metrics.r2_height ?? 0) + (metrics.r2_weight ?? 0)) / 2, 6);
    expect(outputs?.[0]?.values?.map(({ column }) => column)).toEqual(['height', 'weight']);
    const [first] = outputs?.[0]?.values?.[1]?.points ?? [];
    expect(first?.actual).toBeGreaterThan(50_000);
    const [told] = (await session.tryInput({ kind: 'row', values: { a: 0.5, b: -0.5, c: 0 } })).predictions;
    if (told?.kind !== 'values') throw new Error('no values');
    expect(Math.abs((told.values[0]?.value ?? 0) - 177)).toBeLessThan(3);
    expect(Math.abs((told.values[1]?.value ?? 0) - 65_500)).toBeLessThan(2500);
  }, 120_000);

  it('of pairs: the same up to the distance that the validation split chose', async () => {
    const { session, evaluation, file } = await train(
      await recordsRun(pairGraph(), PAIR_COLUMNS, pairRows(), { engine: 'tensorflow', epochs: 25 }),
    );
    const state = file.preprocessing?.targets[0]?.state;
    if (state?.kind !== 'match') throw new Error('no match');
    expect(state.labels).toEqual(['no', 'yes']);
    expect(state.threshold).toBeGreaterThan(0);
    expect(state.threshold).toBeLessThan(1);
    expect(evaluation.metrics.accuracy).toBeGreaterThan(0.9);
    expect(evaluation.metrics.auc).toBeGreaterThan(0.95);
    expect(evaluation.metrics.equal_error_rate).toBeLessThan(0.1);
    expect(evaluation.classes).toEqual(['no', 'yes']);
    const right = (evaluation.confusion ?? []).reduce((sum, row, at) => sum + (row[at] ?? 0), 0);
    expect(right / evaluation.samples).toBeCloseTo(evaluation.metrics.accuracy ?? Number.NaN, 6);
    // Nothing that the run kept is told anew when it is opened.
    expect((await session.evaluate('test')).metrics).toEqual(evaluation.metrics);
    const ask = async (one: string, other: string) => {
      const text = (ids: string) => ({ kind: 'text', text: ids }) as const;
      const [told] = (await session.tryInput({ kind: 'parts', parts: { one: text(one), other: text(other) } })).predictions;
      if (told?.kind !== 'match') throw new Error('no match');
      return told;
    };
    const same = await ask('1 2 3 4', '4 3 2 1');
    expect(same).toMatchObject({ same: true, label: 'yes', threshold: state.threshold });
    const different = await ask('1 2 3 4', '5 6 7 8');
    expect(different).toMatchObject({ same: false, label: 'no' });
    expect(different.distance).toBeGreaterThan(same.distance);
  }, 120_000);

  it.each(['triplet_hard', 'triplet_semihard', 'arcface'])(
    'of who is who, by %s: the nearest, if it is near enough',
    async (loss) => {
      const { session, evaluation, file } = await train(
        await asked(predicting('MetricLearning', { loss }), SECTORS, { engine: 'tensorflow', epochs: 40 }),
      );
      const state = file.preprocessing?.targets[0]?.state;
      if (state?.kind !== 'identity') throw new Error('no identity');
      expect(state.threshold).toBeGreaterThan(0);
      expect(state.centres).toHaveLength(4);
      expect(evaluation.metrics.recall_at_1).toBeGreaterThan(0.85);
      expect(evaluation.metrics.auc).toBeGreaterThan(0.85);
      expect(evaluation.metrics.pair_accuracy).toBeGreaterThan(0.75);
      const [told] = (await session.tryInput({ kind: 'row', values: { a: 0.7, b: 0.7, c: 0 } })).predictions;
      if (told?.kind !== 'identity') throw new Error('no identity');
      expect(told.label).toBe('ne');
      expect(told.nearest).toHaveLength(4);
      expect(told.nearest[0]?.distance).toBeLessThanOrEqual(told.threshold);
    },
    120_000,
  );

  it.each([{}, { loss: 'bayesian_ranking' }, { tied_to: 'vectors' }])(
    'of the next item, %j',
    async (params) => {
      const { session, evaluation } = await train(
        await recordsRun(historyGraph(params), HISTORY_COLUMNS, historyRows(), { engine: 'tensorflow', epochs: 30, learning_rate: 0.02 }),
      );
      expect(evaluation.metrics.mean_reciprocal_rank).toBeGreaterThan(0.9);
      expect(evaluation.metrics.ndcg_at_10).toBeGreaterThan(0.9);
      const [told] = (await session.tryInput({ kind: 'text', text: '2 4 6' })).predictions;
      if (told?.kind !== 'items') throw new Error('no items');
      expect(told.items[0]?.item).toBe('8');
      // Neither padding nor what was there already.
      expect(told.items.map(({ item }) => item)).not.toEqual(expect.arrayContaining(['0']));
      expect(told.items.filter(({ item }) => ['2', '4', '6'].includes(item))).toEqual([]);
      expect(told.items).toHaveLength(12 - 3);
    },
    120_000,
  );
});

describe('exports', () => {
  it.each(Object.entries(QUEUED))(
    'of %s agree in every form',
    async (_name, queue) => {
      const done = await train(await queue({ engine: 'tensorflow', epochs: 2 }));
      for (const [format, { difference, note }] of Object.entries(await exportAll(done))) {
        if (format === 'python' && note?.startsWith('Not compared')) continue;
        expect(difference, `${format}: ${note}`).toBeLessThan(1e-3);
        if (format !== 'python') continue;
        // Keras judges by losses and metrics of its own script.
        const args = ['train.py', '--epochs', '0', '--weights', 'weights.safetensors'];
        const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' };
        const said = execFileSync(pythonCommand(), args, { cwd: path.join(done.run.folder, 'python'), encoding: 'utf8', env });
        const judged = JSON.parse(said.trim().split('\n').at(-1) ?? '') as { [metric: string]: number };
        const ours = done.evaluation.metrics;
        expect(judged.loss).toBeCloseTo(ours.loss ?? Number.NaN, 4);
        for (const name of ['mae', 'r2'])
          if (judged[name] !== undefined) expect(judged[name], name).toBeCloseTo(ours[name] ?? Number.NaN, 4);
      }
    },
    240_000,
  );
});
