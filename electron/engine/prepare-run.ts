import { planModel } from '../../shared/codegen/plan';
import type { DataFacts } from '../../shared/graph/facts';
import { nodesOf } from '../../shared/nodes/nodes-of';
import { StudioError } from '../../shared/studio-error';
import { lossWeight } from '../../shared/training';
import type { Dataset } from '../data/dataset';
import { encodeBatch } from '../data/encode-batch';
import { fitPreprocessing } from '../data/fit-preprocessing';
import { openDataset } from '../data/open-dataset';
import { splitIndices } from '../data/split';
import { actualTargets } from '../data/targets/targets';
import type { RunFile } from '../worker/run-file';
import { startWeights } from './adapt/start-weights';
import { type CompiledModel, compileModel } from './compile';
import { refuseLookAhead } from './refuse-look-ahead';
import type { RunParts } from './run-parts';
import type { Runner } from './runner';

/** A run whose data is open and whose model is built, before it is decided how it computes. */
export type Prepared = Omit<RunParts, 'runner' | 'dispose'> & { readonly compiled: CompiledModel };

type Frozen = Pick<RunFile, 'graph' | 'training' | 'data' | 'preprocessing'>;

function plan(run: Frozen, facts: DataFacts) {
  const planned = planModel(run.graph, nodesOf(run.graph), facts);
  if (planned.ok) return planned.plan;
  const [problem] = planned.problems;
  throw new StudioError(problem ? `The graph cannot be trained: ${problem.message}` : 'The graph cannot be trained.', {
    ...(problem?.expected ? { expected: problem.expected } : {}),
    ...(problem?.received ? { received: problem.received } : {}),
    advice: 'Mend the graph: the node at fault is marked.',
  });
}

/**
 * Opens the data, plans and builds the model of a run: anew where it has not been prepared before, else with what it
 * learned then (classes, vocabulary, statistics). The engine must be open.
 *
 * @param at told before each stage, for the words of a failure
 * @param open decides how the model computes
 * @param begin given where no checkpoint holds the weights yet: nodes learn from the training split, and word vectors are
 * read (see `startWeights`); told what the log should say. A run that goes on, and one that begins with the weights of
 * another, does neither
 */
export async function prepareRun<R extends Runner>(
  run: Frozen,
  dataPath: string,
  at: (stage: 'data' | 'graph') => void,
  open: (prepared: Prepared) => Promise<R>,
  begin?: (line: string) => void,
): Promise<RunParts & { readonly runner: R }> {
  at('data');
  const dataset = await openDataset(dataPath, run.data.read, null);
  try {
    return await prepare(run, dataset, at, open, begin);
  } catch (error) {
    await dataset.close();
    throw error;
  }
}

async function prepare<R extends Runner>(
  run: Frozen,
  dataset: Dataset,
  at: (stage: 'data' | 'graph') => void,
  open: (prepared: Prepared) => Promise<R>,
  begin: ((line: string) => void) | undefined,
): Promise<RunParts & { readonly runner: R }> {
  const facts = (run.preprocessing && run.data.facts) || dataset.facts;
  const split = splitIndices(dataset, run.data.split);
  at('graph');
  const model = plan(run, facts);
  at('data');
  const targetPlans = model.targets.map((target) => target.plan);
  const preprocessing = run.preprocessing ?? (await fitPreprocessing(model.feeds, targetPlans, dataset, split.train));
  at('graph');
  const built = compileModel(model, run.training.seed);
  const lossWeights = targetPlans.map(({ node }) => lossWeight(run.training, node));
  const compiled = { ...built, objective: { ...built.objective, lossWeights } };
  const prepared: Prepared = {
    compiled,
    dataset,
    facts,
    split,
    plan: model,
    preprocessing,
    encode: async (indices) => ({ ...(await encodeBatch(preprocessing, dataset, indices)), indices: indices.slice() }),
    actual: (index, output = 0) => {
      const target = preprocessing.targets[output];
      return (target ? actualTargets(target.plan, target.state, dataset)[index] : undefined) ?? -1;
    },
  };
  if (!run.preprocessing && targetPlans.some((one) => one.kind === 'sequence' && one.feed !== null)) {
    try {
      refuseLookAhead(model, preprocessing, compiled, await prepared.encode(split.train.subarray(0, 1)));
    } catch (error) {
      compiled.dispose();
      throw error;
    }
  }
  if (begin && model.starts) {
    at('data');
    const { starts } = model;
    const batchSize = run.training.batch_size;
    try {
      const notes = await startWeights({ compiled, starts, preprocessing, train: split.train, batchSize, encode: prepared.encode });
      notes.forEach(begin);
    } catch (error) {
      compiled.dispose();
      throw error;
    }
    at('graph');
  }
  const runner = await open(prepared);
  return {
    ...prepared,
    runner,
    dispose: async () => {
      runner.dispose();
      compiled.dispose();
      await dataset.close();
    },
  };
}
