import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { planModel } from '../../shared/codegen/plan';
import { NODES } from '../../shared/nodes/registry.gen';
import { projectSchema } from '../../shared/project/schema';
import { resolveDataPath } from '../data/data-path';
import { encodeBatch } from '../data/encode-batch';
import { fitPreprocessing } from '../data/fit-preprocessing';
import { openDataset } from '../data/open-dataset';
import { openEngine } from '../engine/backends/open-engine';
import { type CompiledModel, compileModel } from '../engine/compile';
import { createOptimizer } from '../engine/optimizers/create-optimizer';
import { eagerStep } from '../engine/step/eager';
import { readWeights, writeWeights } from '../engine/weight-tensors';

const root = fileURLToPath(new URL('../../', import.meta.url));
const golden = z.object({ batch_size: z.int(), learning_rate: z.number(), losses: z.array(z.number()).length(20) });

/** `stream` of scripts/keras/common.py. */
function stream(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** `fill_weights` of scripts/keras/common.py. */
function fillWeights({ weights }: CompiledModel): void {
  const next = stream();
  const layers = [...new Set(weights.map(({ layer }) => layer))].sort();
  const filled = readWeights(layers.flatMap((name) => weights.filter(({ layer }) => layer === name))).map((weight) => {
    if (weight.shape.length < 2 && !weight.name.endsWith('/scale')) return weight;
    const limit = 1 / Math.sqrt(weight.shape.slice(0, -1).reduce((product, dim) => product * dim, 1));
    return { ...weight, data: Float32Array.from({ length: weight.data.length }, () => (2 * next() - 1) * limit) };
  });
  writeWeights(weights, new Map(filled.map((weight) => [weight.name, weight])));
}

/** The first losses of a template on our engine, from the weights and over the samples that the Keras twin takes. */
async function firstLosses(id: string, size: number, rate: number): Promise<number[]> {
  const project = projectSchema.parse(JSON.parse(await readFile(path.join(root, `resources/templates/${id}.attention.json`), 'utf8')));
  if (!project.data) throw new Error(`the template ${id} has no data`);
  const dataset = await openDataset(resolveDataPath(project.data.path, null, path.join(root, 'resources')), project.data.read, null);
  const planned = planModel(project.graph, NODES, dataset.facts);
  if (!planned.ok) throw new Error(planned.problems[0]?.message);
  const { plan } = planned;
  const targets = plan.targets.map((target) => target.plan);
  const everything = Uint32Array.from({ length: dataset.size }, (_, i) => i);
  const preprocessing = await fitPreprocessing(plan.feeds, targets, dataset, everything);
  const compiled = compileModel(plan, 1);
  fillWeights(compiled);
  const step = eagerStep({
    objective: compiled.objective,
    weights: compiled.weights,
    optimizer: createOptimizer({ name: 'adam', beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 }),
    clipNorm: null,
    classWeights: null,
    metricScales: targets.map(() => 1),
    seedStep: compiled.seedStep,
  });
  const losses: number[] = [];
  for (let at = 0; at < 20; at += 1) {
    const indices = Array.from({ length: size }, (_, i) => ((at * size + i) * 37) % dataset.size);
    losses.push(step.run(await encodeBatch(preprocessing, dataset, indices), { step: at, rate }).loss);
  }
  step.dispose();
  compiled.dispose();
  await dataset.close();
  return losses;
}

beforeAll(async () => {
  await openEngine('auto');
});

describe('the first twenty losses are those of the same model written by hand in Keras', () => {
  test.each(['digits', 'sentiment', 'table'])(
    '%s',
    async (id) => {
      const file: unknown = JSON.parse(await readFile(path.join(root, 'scripts/keras/first-losses.json'), 'utf8'));
      const expected = golden.parse(z.record(z.string(), z.unknown()).parse(file)[id]);
      const losses = await firstLosses(id, expected.batch_size, expected.learning_rate);
      const differences = losses.map((loss, at) => Math.abs(loss - (expected.losses[at] ?? Number.NaN)));
      expect(Math.max(...differences)).toBeLessThan(1e-4);
    },
    120_000,
  );
});
