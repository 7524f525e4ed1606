import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Project, projectSchema } from '../../shared/project/schema';
import { resolveDataPath } from '../data/data-path';
import { eagerRunner } from '../engine/eager-runner';
import { prepareRun } from '../engine/prepare-run';
import type { RunParts } from '../engine/run-parts';
import { learningRate, startPlateau } from '../engine/schedule';
import { stepOptions } from '../engine/step-options';
import { trainedFromRun } from './trained-from-run';
import type { TrainedModel } from './trained-model';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A template trained for its first twenty steps, as it is or changed: the losses, and what exporters are given. */
export async function trainBriefly(
  id: string,
  change: (project: Project) => Project = (project) => project,
): Promise<{ model: TrainedModel; losses: number[]; parts: RunParts }> {
  const text = await readFile(path.join(root, `resources/templates/${id}.attention.json`), 'utf8');
  const project = change(projectSchema.parse(JSON.parse(text)));
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
