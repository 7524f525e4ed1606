import { execFileSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { TrainControl } from '../engine/train-control';
import { pythonCommand } from '../exporters/python-run';
import { asked, exportAll, predicting, type Question, type Trained, trained } from './predictions.test-data';
import { trainRun } from './train-run';

const made: Trained[] = [];
afterAll(async () => {
  for (const { session, run } of made) {
    await session.close();
    await rm(run.folder, { recursive: true, force: true });
  }
});

const keep = async (training: Promise<Trained>): Promise<Trained> => {
  const done = await training;
  made.push(done);
  return done;
};

const TWO: Question = { columns: [{ name: 'side', as: 'class' }], cells: ([a, b]) => [a + b > 0 ? 'up' : 'down'] };
const SEVEN: Question = {
  columns: [{ name: 'size', as: 'class' }],
  cells: ([a]) => [['tiny', 'small', 'less', 'middle', 'more', 'large', 'huge'][Math.min(6, Math.floor((a + 1) * 3.5))] ?? ''],
};
/** As many as e to the 1 + a + b say, at least: far apart. */
const COUNTS: Question = { columns: [{ name: 'count', as: 'value' }], cells: ([a, b]) => [Math.round(Math.exp(1 + a + b))] };
const AMOUNTS: Question = { columns: [{ name: 'price', as: 'value' }], cells: ([a, b]) => [100 + 20 * a - 10 * b] };
/** c is not told to the model by anything but itself: noise about `a`, if the table leaves it out. */
const NOISY: Question = {
  columns: [{ name: 'price', as: 'value' }],
  cells: ([a, b, c]) => [100 + 20 * a + (b + c > 0 ? 8 : -8) * Math.abs(c * b)],
};

/** Three labels, each for itself; some rows have none. */
const LABELS: Question = {
  columns: [{ name: 'marks', as: 'labels' }],
  cells: ([a, b, c]) => [[a > 0 ? 'wide' : '', b > 0.3 ? 'tall' : '', a + c < 0 ? 'cold' : ''].filter(Boolean).join(' | ')],
};

const CLASSES = [
  ['Classification', { loss: 'categorical_crossentropy', label_smoothing: 0.1 }, SEVEN],
  ['Classification', { loss: 'categorical_focal_crossentropy' }, SEVEN],
  ['BinaryClassification', { loss: 'binary_crossentropy' }, TWO],
  ['BinaryClassification', { loss: 'binary_focal_crossentropy', apply_class_balancing: true, alpha: 0.5 }, TWO],
] as const;

const VALUES = [
  ['mean_squared_error', { standardize: true }, AMOUNTS],
  ['huber', { standardize: true, delta: 0.5 }, AMOUNTS],
  ['log_cosh', { standardize: true }, AMOUNTS],
  ['mean_absolute_percentage_error', { standardize: false }, AMOUNTS],
  ['mean_squared_logarithmic_error', { standardize: false }, COUNTS],
  ['poisson', { standardize: false }, COUNTS],
] as const;

describe.each(['eager', 'traced'] as const)('%s, on TensorFlow', (step) => {
  const training = { engine: 'tensorflow', step, xla: 'off' } as const;

  it.each(CLASSES)(
    '%s %j learns',
    async (kind, params, question) => {
      const { evaluation, session } = await keep(
        trained(predicting(kind, params), question, { ...training, epochs: question === SEVEN ? 80 : 30 }),
      );
      const { metrics, confusion, classes } = evaluation;
      expect(metrics.accuracy).toBeGreaterThan(0.85);
      expect(metrics.f1_score).toBeGreaterThan(0.8);
      expect(metrics.auc).toBeGreaterThan(0.95);
      if (question === SEVEN) expect(metrics.top_k_categorical_accuracy).toBeGreaterThan(metrics.accuracy ?? 1);
      // The table of what was taken for what says the same as the model's own count.
      const right = confusion?.reduce((sum, row, at) => sum + (row[at] ?? 0), 0) ?? 0;
      expect(right / evaluation.samples).toBeCloseTo(metrics.accuracy ?? Number.NaN, 6);
      const { predictions } = await session.tryInput({ kind: 'row', values: { a: 0.9, b: 0.9, c: 0 } });
      const [first] = predictions;
      if (first?.kind !== 'classes') throw new Error('no classes');
      expect(first.classes.map(({ label }) => label).sort()).toEqual([...(classes ?? [])].sort());
      expect(first.classes[0]?.label).toBe(question === TWO ? 'up' : 'huge');
      expect(first.classes.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 5);
    },
    120_000,
  );

  it.each([
    { loss: 'binary_crossentropy', label_smoothing: 0.1 },
    { loss: 'binary_focal_crossentropy', apply_class_balancing: true, alpha: 0.6 },
  ])(
    'MultiLabelClassification %j learns',
    async (params) => {
      const { evaluation, session } = await keep(
        trained(predicting('MultiLabelClassification', params), LABELS, { ...training, epochs: 60 }),
      );
      const { binary_accuracy, exact_match, micro_f1_score, macro_f1_score } = evaluation.metrics;
      expect(binary_accuracy).toBeGreaterThan(0.93);
      expect(exact_match).toBeGreaterThan(0.8);
      expect(exact_match).toBeLessThanOrEqual(binary_accuracy ?? 0);
      expect(micro_f1_score).toBeGreaterThan(0.9);
      expect(macro_f1_score).toBeGreaterThan(0.9);
      expect(evaluation.classes).toBeNull();
      expect(evaluation.values).toBeNull();
      const ask = async (a: number, b: number, c: number) => {
        const [told] = (await session.tryInput({ kind: 'row', values: { a, b, c } })).predictions;
        if (told?.kind !== 'labels') throw new Error('no labels');
        return told.labels
          .filter(({ probability }) => probability >= 0.5)
          .map(({ label }) => label)
          .sort();
      };
      expect(await ask(0.8, 0.9, 0.5)).toEqual(['tall', 'wide']);
      expect(await ask(-0.8, -0.5, -0.5)).toEqual(['cold']);
      expect(await ask(-0.4, -0.5, 0.9)).toEqual([]);
      // The question that is looked at first, and what is said to be true of it.
      expect((await session.inspect(null)).sample.label).toMatch(/^((cold|tall|wide)(, )?)*$/);
    },
    120_000,
  );

  it.each(VALUES)(
    'Regression learns by %s',
    async (loss, params, question) => {
      const { evaluation, session } = await keep(
        trained(predicting('Regression', { loss, ...params }), question, { ...training, epochs: 80, learning_rate: 0.03 }),
      );
      expect(evaluation.metrics.r2).toBeGreaterThan(0.8);
      expect(evaluation.metrics.rmse).toBeGreaterThanOrEqual(evaluation.metrics.mae ?? Number.NaN);
      const { predictions } = await session.tryInput({ kind: 'row', values: { a: 0.5, b: -0.5, c: 0 } });
      const told = predictions[0]?.kind === 'value' ? predictions[0].value : Number.NaN;
      const true_ = Number(question.cells([0.5, -0.5, 0])[0]);
      expect(Math.abs(told - true_)).toBeLessThan(question === COUNTS ? 1 : 8);
    },
    120_000,
  );

  it('QuantileRegression gives an interval that holds so many of the values', async () => {
    const params = { quantiles: [0.1, 0.5, 0.9] };
    const { evaluation, session } = await keep(trained(predicting('QuantileRegression', params), NOISY, { ...training, epochs: 60 }));
    const { coverage, pinball, interval_width, mae } = evaluation.metrics;
    expect(coverage).toBeGreaterThan(0.5);
    expect(pinball).toBeLessThan(2);
    expect(mae).toBeLessThan(4);
    expect(interval_width).toBeGreaterThan(0);
    const [told] = (await session.tryInput({ kind: 'row', values: { a: 0.5, b: 0, c: 0 } })).predictions;
    if (told?.kind !== 'value') throw new Error('no value');
    expect(told.quantiles?.map(({ quantile }) => quantile)).toEqual([0.1, 0.5, 0.9]);
    expect(told.value).toBe(told.quantiles?.[1]?.value);
    expect(Math.abs(told.value - 110)).toBeLessThan(6);
  }, 120_000);
});

it('numbers that a loss cannot take are refused', async () => {
  const below: Question = { columns: [{ name: 'count', as: 'value' }], cells: ([a]) => [a] };
  const run = await asked(predicting('Regression', { loss: 'poisson', standardize: false }), below, { engine: 'cpu', epochs: 1 });
  const end = await trainRun(run.runDir, run.dataPath, undefined, new TrainControl(), () => {});
  expect(end).toMatchObject({ type: 'failed', failure: { kind: 'data', message: expect.stringContaining('takes numbers of at least 0') } });
  await rm(run.folder, { recursive: true });
}, 60_000);

const EXPORTED = [
  ['MultiLabelClassification', { loss: 'binary_focal_crossentropy', label_smoothing: 0.1 }, LABELS],
  ['BinaryClassification', { loss: 'binary_focal_crossentropy', apply_class_balancing: true, label_smoothing: 0.1 }, TWO],
  ['BinaryClassification', { loss: 'binary_crossentropy' }, TWO],
  ['Classification', { loss: 'categorical_focal_crossentropy', gamma: 1.5, alpha: 0.5 }, SEVEN],
  ['Regression', { loss: 'huber', delta: 0.3 }, AMOUNTS],
  ['Regression', { loss: 'poisson', standardize: false }, COUNTS],
  ['QuantileRegression', { quantiles: [0.05, 0.5, 0.95] }, NOISY],
] as const;

describe('exports', () => {
  it.each(EXPORTED)(
    '%s %j agrees in every form, and Keras judges it alike',
    async (kind, params, question) => {
      const done = await keep(trained(predicting(kind, params), question, { engine: 'tensorflow', epochs: 2 }));
      for (const [format, { difference, note }] of Object.entries(await exportAll(done))) {
        // A machine without Keras compares no script.
        if (format === 'python' && note?.startsWith('Not compared')) continue;
        expect(difference, `${format}: ${note}`).toBeLessThan(1e-3);
        if (format !== 'python') continue;
        const args = ['train.py', '--epochs', '0', '--weights', 'weights.safetensors'];
        const said = execFileSync(pythonCommand(), args, {
          cwd: path.join(done.run.folder, 'python'),
          encoding: 'utf8',
          env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' },
        });
        const judged = JSON.parse(said.trim().split('\n').at(-1) ?? '') as { [metric: string]: number };
        const ours = done.evaluation.metrics;
        expect(judged.loss).toBeCloseTo(ours.loss ?? Number.NaN, 4);
        expect(Object.keys(judged).length, said).toBeGreaterThan(2);
        for (const [name, value] of Object.entries(judged)) {
          if (name === 'samples' || name === 'loss') continue;
          const mine = ours[name] ?? Number.NaN;
          // Keras's area goes by 200 thresholds.
          expect(Math.abs(value - mine), name).toBeLessThan(name === 'auc' ? 0.03 : 1e-3 * Math.max(1, Math.abs(mine)));
        }
      }
    },
    240_000,
  );
});
