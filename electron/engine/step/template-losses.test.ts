import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Project, projectSchema } from '../../../shared/project/schema';
import { resolveDataPath } from '../../data/data-path';
import { bindingPath } from '../../runtime/binding-path';
import { openEngine } from '../backends/open-engine';
import { eagerRunner } from '../eager-runner';
import { epochOrder } from '../epoch-order';
import type { GraphHost } from '../graph/native-binding';
import { type Prepared, prepareRun } from '../prepare-run';
import type { Runner } from '../runner';
import { learningRate, startPlateau } from '../schedule';
import { stepOptions } from '../step-options';
import { TracedRunner } from '../traced-runner';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const STEPS = 20;

let host: GraphHost | null;

/** The first losses of a template with its own data, weights, batches, dropout and settings; and its validation afterwards. */
async function firstLosses(project: Project, open: (prepared: Prepared) => Runner) {
  if (!project.data) throw new Error('the template has no data');
  const { training } = project;
  const frozen = { projectName: project.name, graph: project.graph, training, data: project.data, preprocessing: null };
  const dataPath = resolveDataPath(project.data.path, null, path.join(root, 'resources'));
  const parts = await prepareRun(
    frozen,
    dataPath,
    () => {},
    async (prepared) => open(prepared),
  );
  const step = parts.runner.trainingStep(stepOptions(parts, training));
  const { train, validation } = parts.split;
  const perEpoch = Math.ceil(train.length / training.batch_size);
  const losses: number[] = [];
  for (let at = 0; at < STEPS; at++) {
    const from = (at % perEpoch) * training.batch_size;
    const indices = epochOrder(train, training.seed, Math.floor(at / perEpoch)).subarray(from, from + training.batch_size);
    const rate = learningRate(training, at, perEpoch, startPlateau(training));
    losses.push(step.run(await parts.encode(indices), { step: at, rate }).loss);
  }
  const judged = parts.runner.judge(await parts.encode(validation.subarray(0, 20)));
  await parts.dispose();
  return { losses, judged: [judged.loss, ...judged.metrics] };
}

describe.skipIf(!bindingPath()).each(['digits', 'sentiment', 'table', 'table-regression'])('%s', (id) => {
  let project: Project;
  let eager: Awaited<ReturnType<typeof firstLosses>>;
  beforeAll(async () => {
    host = (await openEngine('tensorflow')).graphs;
    project = projectSchema.parse(JSON.parse(await readFile(path.join(root, `resources/templates/${id}.attention.json`), 'utf8')));
    eager = await firstLosses(project, ({ compiled }) => eagerRunner(compiled, 'for a test'));
  }, 60_000);

  it.each([false, true])(
    'as a graph, its first 20 losses and its validation are those of kernel by kernel; XLA: %s',
    async (xla) => {
      const how = { step: 'traced', xla, precision: 'float32', threads: null, stepReason: 'for a test' } as const;
      const graph = await firstLosses(project, (prepared) => {
        if (!host) throw new Error('TensorFlow runs no graphs');
        const { optimizer } = stepOptions(prepared, project.training);
        return new TracedRunner(host, prepared.compiled, { how, batchSize: project.training.batch_size, slots: optimizer.slots });
      });
      for (const [i, loss] of eager.losses.entries()) {
        expect(Math.abs((graph.losses[i] ?? Number.NaN) - loss), `loss ${i}`).toBeLessThanOrEqual(1e-5 + 1e-4 * Math.abs(loss));
      }
      for (const [i, value] of eager.judged.entries()) {
        // Sums over twenty samples.
        expect(Math.abs((graph.judged[i] ?? Number.NaN) - value)).toBeLessThanOrEqual(1e-2 + 1e-3 * Math.abs(value));
      }
    },
    120_000,
  );
});
