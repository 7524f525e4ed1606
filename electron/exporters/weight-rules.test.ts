import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../shared/json';
import type { Project } from '../../shared/project/schema';
import type { TrainingSettings } from '../../shared/training';
import { openEngine } from '../engine/backends/open-engine';
import type { RunParts } from '../engine/run-parts';
import { exportModel } from './export-model';
import { trainBriefly } from './train-briefly.test-data';
import type { TrainedModel } from './trained-model';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
const PYTHON = process.env.ATTENTION_STUDIO_PYTHON;
let folder = '';

beforeAll(async () => {
  await run(process.execPath, [path.join(root, 'scripts/build.mjs'), 'exporters']);
  folder = await mkdtemp(path.join(os.tmpdir(), 'weight-rules-'));
  await openEngine('auto');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const changed =
  (training: Partial<TrainingSettings>, params: { readonly [node: string]: JsonObject }) =>
  (project: Project): Project => ({
    ...project,
    training: { ...project.training, ...training },
    graph: {
      ...project.graph,
      nodes: Object.fromEntries(
        Object.entries(project.graph.nodes).map(([id, node]) => [id, { ...node, params: { ...node.params, ...params[id] } }]),
      ),
    },
  });

const PROJECTS = {
  sentiment: changed(
    {
      optimizer: { name: 'adamw', beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7, weight_decay: 0.1 },
      learning_rate: 0.01,
      use_ema: true,
      ema_momentum: 0.8,
      ema_overwrite_frequency: 4,
    },
    {
      embedding: { learning_rate_factor: 0.5, kernel_l2: 0.01, kernel_max_norm: 0.3 },
      lstm: { learning_rate_factor: 2, kernel_l1: 0.001, kernel_max_norm: 1 },
      additive_attention: { learning_rate_factor: 0.25, kernel_l2: 0.01 },
      classification: { kernel_l1: 0.001, kernel_l2: 0.01, kernel_max_norm: 1 },
    },
  ),
  table: changed(
    { optimizer: { name: 'adamax', beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 }, learning_rate: 0.01 },
    {
      column_embedding: { learning_rate_factor: 3 },
      multi_head_attention: { learning_rate_factor: 0, kernel_l2: 1 },
      classification: { learning_rate_factor: 0.1, kernel_l2: 0.01, kernel_max_norm: 0.8 },
    },
  ),
} as const;

describe.each(Object.entries(PROJECTS))('%s, with rules for its weights', (id, change) => {
  let model: TrainedModel;
  let losses: number[];
  let parts: RunParts;
  beforeAll(async () => {
    ({ model, losses, parts } = await trainBriefly(id, change));
  }, 120_000);
  afterAll(() => parts?.dispose());

  test('stock TF.js agrees', async () => {
    const report = await exportModel(model, 'tfjs', path.join(folder, `${id}-tfjs`));
    expect(report.max_difference).toBeLessThan(1e-4);
  });

  test.skipIf(!PYTHON)(
    'the first twenty losses of the Python script are ours',
    async () => {
      const out = path.join(folder, `${id}-python`);
      const report = await exportModel(model, 'python', out);
      expect(report.max_difference).toBeLessThan(1e-4);
      const { stdout } = await run(PYTHON ?? '', ['train.py', '--weights', 'initial-weights.safetensors', '--first-losses'], {
        cwd: out,
        env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' },
        maxBuffer: 2 ** 26,
      });
      const theirs = stdout.split('\n').flatMap((line) => (line.startsWith('{') ? [(JSON.parse(line) as { loss: number }).loss] : []));
      expect(theirs).toHaveLength(20);
      for (const [at, loss] of theirs.entries()) expect(Math.abs(loss - (losses[at] ?? Number.NaN))).toBeLessThan(1e-4);
    },
    300_000,
  );
});
