import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pythonScript } from '../../shared/codegen/python';
import { projectSchema } from '../../shared/project/schema';
import { resolveDataPath } from '../data/data-path';
import { openEngine } from '../engine/backends/open-engine';
import { eagerRunner } from '../engine/eager-runner';
import { prepareRun } from '../engine/prepare-run';
import type { RunParts } from '../engine/run-parts';
import { learningRate, startPlateau } from '../engine/schedule';
import { stepOptions } from '../engine/step-options';
import { exportModel } from './export-model';
import { trainedFromRun } from './trained-from-run';
import type { TrainedModel } from './trained-model';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
const PYTHON = process.env.ATTENTION_STUDIO_PYTHON;
let folder = '';

beforeAll(async () => {
  await run(process.execPath, [path.join(root, 'scripts/build.mjs'), 'exporters']);
  folder = await mkdtemp(path.join(os.tmpdir(), 'templates-'));
  await openEngine('auto');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A template trained for its first twenty steps: the losses, and what exporters are given. */
async function trainBriefly(id: string): Promise<{ model: TrainedModel; losses: number[]; parts: RunParts }> {
  const project = projectSchema.parse(JSON.parse(await readFile(path.join(root, `resources/templates/${id}.attention.json`), 'utf8')));
  if (!project.data) throw new Error(`the template ${id} has no data`);
  const dataPath = resolveDataPath(project.data.path, null, path.join(root, 'resources'));
  const { training } = project;
  const frozen = { projectName: project.name, graph: project.graph, training, data: project.data, preprocessing: null };
  const parts = await prepareRun(
    frozen,
    dataPath,
    () => {},
    async ({ compiled }) => eagerRunner(compiled, 'for a test'),
  );
  const step = parts.runner.trainingStep(stepOptions(parts, training));
  const { beginning } = await trainedFromRun(parts, frozen, dataPath);
  const perEpoch = Math.ceil(parts.split.train.length / training.batch_size);
  const losses: number[] = [];
  for (const [at, batch] of (beginning?.batches ?? []).entries()) {
    const rate = learningRate(training, at, perEpoch, startPlateau(training));
    losses.push(step.run(await parts.encode(Uint32Array.from(batch)), { step: at, rate }).loss);
  }
  step.dispose();
  return { model: await trainedFromRun(parts, frozen, dataPath), losses, parts };
}

describe.each(['digits', 'sentiment', 'table', 'table-regression'])('%s', (id) => {
  let model: TrainedModel;
  let losses: number[];
  let parts: RunParts;
  beforeAll(async () => {
    ({ model, losses, parts } = await trainBriefly(id));
  }, 120_000);
  afterAll(() => parts?.dispose());

  test('the script reads as before', () => {
    // Where the data lies differs from machine to machine.
    expect(pythonScript({ ...model, dataPath: `resource:${id}` })).toMatchSnapshot();
  });

  test.each(['tfjs', 'html'] as const)('%s agrees with the trained model on real held-out samples', async (format) => {
    const report = await exportModel(model, format, path.join(folder, format === 'html' ? `${id}.html` : `${id}-${format}`));
    expect(report.samples).toBe(Math.min(100, model.split.test.length));
    expect(report.max_difference).toBeLessThan(1e-4);
    if (report.top1_agreement !== null) expect(report.top1_agreement).toBe(1);
  });

  test.skipIf(!PYTHON)(
    'the script reads the same data, agrees, and its first twenty losses are ours',
    async () => {
      const out = path.join(folder, `${id}-python`);
      const report = await exportModel(model, 'python', out);
      expect(report).toMatchObject({ samples: Math.min(100, model.split.test.length), note: null });
      expect(report.max_difference).toBeLessThan(1e-4);
      // Dropout draws other numbers there.
      if (model.plan.records.some(({ class_name }) => class_name === 'Dropout')) return;
      const { stdout } = await run(PYTHON ?? '', ['train.py', '--weights', 'initial-weights.safetensors', '--first-losses'], {
        cwd: out,
        env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' },
        maxBuffer: 2 ** 26,
      });
      const theirs = stdout.split('\n').flatMap((line) => (line.startsWith('{') ? [(JSON.parse(line) as { loss: number }).loss] : []));
      expect(theirs).toHaveLength(20);
      theirs.forEach((loss, at) => {
        expect(Math.abs(loss - (losses[at] ?? Number.NaN))).toBeLessThan(1e-4);
      });
    },
    300_000,
  );
});
