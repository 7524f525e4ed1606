import { type ModelPlan, planModel } from '../../../shared/codegen/plan';
import type { Problem } from '../../../shared/graph/problem';
import { nodesOf } from '../../../shared/nodes/nodes-of';
import { nothingToTrain } from '../../../shared/nothing-to-train';
import type { Project } from '../../../shared/project/schema';
import { StudioError } from '../../../shared/studio-error';
import type { TrainingSettings } from '../../../shared/training';
import { APP_VERSION } from '../../app-version';
import { resolveDataPath } from '../../data/data-path';
import type { Dataset } from '../../data/dataset';
import { mustTellApart } from '../../data/must-tell-apart';
import { splitIndices } from '../../data/split';
import { classWeights } from '../../engine/class-weights';
import { RUN_VERSION, type RunFile } from '../../worker/run-file';
import type { DatasetCache } from '../datasets/dataset-cache';
import { withFileFacts } from '../projects/file-params';
import { mustFit } from './memory-need';

export interface Freezing {
  readonly id: string;
  readonly project: Project;
  /** Where the project lies, for data given relative to it. */
  readonly projectFile: string | null;
  readonly resources: string;
  readonly training: TrainingSettings;
  readonly now: Date;
}

/** Refuses a graph in the words of its first problem, with how many there are. */
export function refuseProblems(problems: readonly Problem[]): never {
  const [first] = problems;
  const rest = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  const where = first?.node ? `${first.node}: ` : '';
  throw new StudioError(`The graph cannot be trained yet. ${where}${first?.message ?? 'It has a problem.'}${rest}`, {
    ...(first?.expected ? { expected: first.expected } : {}),
    ...(first?.received ? { received: first.received } : {}),
    advice: first?.fix ? `${first.fix.title} – the button under the node does it.` : 'Mend what is marked red in the graph.',
  });
}

/** The weights of the outputs that the graph has: one that was removed may come back, and its weight waits in the project. */
function ofOutputs(weights: TrainingSettings['loss_weights'], plan: ModelPlan): TrainingSettings['loss_weights'] {
  const outputs = new Set(plan.targets.map((target) => target.plan.node));
  return Object.fromEntries(Object.entries(weights).filter(([node]) => outputs.has(node)));
}

/** Refuses class weights that the data or the graph has no place for, before a run is made. */
function mustWeigh(training: TrainingSettings, plan: ModelPlan, dataset: Dataset, train: Uint32Array): void {
  const asked = plan.targets.flatMap(({ plan: target }) => (target.kind === 'classes' ? [target] : []));
  const [first, ...others] = asked;
  if (!first) return;
  if (others.length > 0 && training.class_weight !== 'none') {
    throw new StudioError('Class weights are set, and the graph has several outputs that tell classes.', {
      expected: 'one Classification node, or no class weights',
      received: asked.map(({ node }) => node).join(', '),
      advice: 'Set class_weight to none in the training settings.',
    });
  }
  const facts = dataset.facts.targets[first.target];
  const numbers = dataset.targets[first.target];
  if (facts?.kind === 'classes' && numbers) classWeights(training.class_weight, facts.labels, numbers, train);
}

/**
 * Everything that a run freezes: graph, training, data as found now. Checks in the order in which a person
 * mends: data, graph, memory. Nothing is written and nothing built.
 *
 * @throws StudioError
 */
export async function freezeRun(f: Freezing, cache: DatasetCache): Promise<{ run: RunFile; dataPath: string }> {
  const { data } = f.project;
  if (!data)
    throw new StudioError('There is nothing to train on yet.', {
      expected: 'data',
      received: 'none',
      advice: 'Choose a file or folder in the data panel.',
    });
  const dataPath = resolveDataPath(data.path, f.projectFile, f.resources);
  return cache.use(dataPath, data.read, null, data.fingerprint, async (dataset) => {
    const { facts, fingerprint } = dataset;
    const targets = Object.entries(facts.targets);
    const [only, ...others] = targets;
    // What the data itself lacks comes before what the graph lacks; of several targets only those that are asked for count.
    if (only?.[1].kind === 'classes' && others.length === 0) mustTellApart(only[1], facts);
    const graph = await withFileFacts(f.project.graph, f.projectFile);
    const planning = planModel(graph, nodesOf(graph), facts);
    if (!planning.ok) refuseProblems(planning.problems);
    if (planning.report.trainable === 0) throw nothingToTrain();
    const parts = splitIndices(dataset, data.split);
    mustFit(planning.report, f.training);
    mustWeigh(f.training, planning.plan, dataset, parts.train);
    const run: RunFile = {
      format: 'attention-studio-run',
      version: RUN_VERSION,
      id: f.id,
      projectName: f.project.name,
      created: f.now.toISOString(),
      state: 'queued',
      failure: null,
      graph,
      training: { ...f.training, loss_weights: ofOutputs(f.training.loss_weights, planning.plan) },
      data: { path: data.path.startsWith('resource:') ? data.path : dataPath, read: dataset.read, split: data.split, fingerprint, facts },
      app: { version: APP_VERSION, node: process.version, platform: `${process.platform}-${process.arch}` },
      engine: null,
      parameters: planning.plan.parameters,
      samples: { train: parts.train.length, validation: parts.validation.length, test: parts.test.length },
      preprocessing: null,
      evaluation: null,
    };
    return { run, dataPath };
  });
}
