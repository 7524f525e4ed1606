import type { SampleView } from '../../../shared/dataset';
import type { Evaluation, ExportFormat, ExportReport, Inspection, OwnInput } from '../../../shared/run';
import { StudioError } from '../../../shared/studio-error';
import { encodeOwn } from '../../data/encode-batch';
import { readOwnInput } from '../../data/read-own-input';
import type { RunFile } from '../../worker/run-file';
import { checkpointsPath } from '../../worker/run-folder';
import { openEngine } from '../backends/open-engine';
import { CheckpointStore } from '../checkpoint/store';
import { openRunner } from '../open-runner';
import { prepareRun } from '../prepare-run';
import type { RunParts } from '../run-parts';
import { finishedWeights } from '../step/weight-average';
import { type Judged, judgeSplit, type Verdict } from './evaluate';
import { heldOutPart, inspectSample, look } from './inspect';

/** A trained run that is open in this process: its best weights, its data, and what can be asked of them. */
export interface OpenSession {
  /** `all`: every sample of the data, where that is not the run's own. */
  evaluate(split: Judged): Promise<Evaluation>;
  /**
   * Held-out samples of one true class that the model took for another (or the same).
   *
   * @param output which of several
   */
  cell(
    actual: number,
    predicted: number,
    offset: number,
    limit: number,
    output?: number,
  ): Promise<{ total: number; samples: SampleView[] }>;
  /** Null: a held-out sample that the model gets right, the surest one. */
  inspect(index: number | null): Promise<Inspection>;
  tryInput(input: OwnInput): Promise<Inspection>;
  export(format: ExportFormat, path: string): Promise<ExportReport>;
  close(): Promise<void>;
}

/** The best weights where an epoch was best, else the last ones: averaged, where the run averages. */
async function loadWeights(parts: RunParts, run: Pick<RunFile, 'training'>, runDir: string): Promise<void> {
  const store = new CheckpointStore(checkpointsPath(runDir));
  const { checkpoint } = await store.newest('best');
  const found = checkpoint ?? (await store.newest('step')).checkpoint;
  if (!found) {
    throw new StudioError('This run has no trained weights yet.', {
      expected: 'a checkpoint that is whole',
      received: 'none',
      advice: 'Train it, or resume it, first.',
    });
  }
  // The best are averaged ones already.
  parts.runner.writeWeights(checkpoint ? found.tensors : finishedWeights(found.tensors, run.training));
}

/** Opens a run's best weights. The data may be another of the same form; classes and statistics stay the run's. */
export async function openSession(run: RunFile, runDir: string, dataPath: string): Promise<OpenSession> {
  if (!run.preprocessing) {
    throw new StudioError('This run has not been trained yet.', {
      expected: 'a run with a checkpoint',
      received: run.state,
      advice: 'Train it first.',
    });
  }
  const engine = await openEngine(run.training.engine, run.training.threads);
  const parts = await prepareRun(
    run,
    dataPath,
    () => {},
    async (prepared) => openRunner(engine, prepared, run.training),
  );
  await loadWeights(parts, run, runDir).catch(async (error) => {
    await parts.dispose();
    throw error;
  });
  const { dataset, preprocessing } = parts;
  const batchSize = run.training.batch_size;
  const judged = new Map<Judged, Awaited<ReturnType<typeof judgeSplit>>>();

  const judge = async (split: Judged) => {
    const known = judged.get(split) ?? (await judgeSplit(parts, split, batchSize));
    if (!known) throw new Error('the evaluation was interrupted');
    judged.set(split, known);
    return known;
  };
  const heldOut = heldOutPart(parts);

  return {
    evaluate: async (split) => (await judge(split)).evaluation,
    cell: async (actual, predicted, offset, limit, output = 0) => {
      const found = ((await judge(heldOut)).verdicts[output] ?? []).filter((v) => v.actual === actual && v.predicted === predicted);
      const samples = await Promise.all(found.slice(offset, offset + limit).map((v) => dataset.view(v.index, heldOut)));
      return { total: found.length, samples };
    },
    inspect: async (asked) => {
      const index = asked ?? mostTelling((await judge(heldOut)).verdicts[0] ?? []);
      if (index === null)
        throw new StudioError('There is no sample to look at.', { expected: 'a data set with samples', received: 'none' });
      return inspectSample(parts, index);
    },
    tryInput: async (input) => {
      const own = await readOwnInput(input, dataset.read, parts.facts);
      return look(parts, own.view, own.raw, encodeOwn(preprocessing, [own.raw], parts.facts));
    },
    export: async (format, path) => {
      // Loaded when asked for: a training process needs no exporters.
      const { exportModel } = await import('../../exporters/export-model');
      const { trainedFromRun } = await import('../../exporters/trained-from-run');
      return exportModel(await trainedFromRun(parts, run, dataPath), format, path);
    },
    close: () => parts.dispose(),
  };
}

/** The right answer that is surest (for values: the closest); the first of equals, so that it is always the same one. */
function mostTelling(verdicts: readonly Verdict[]): number | null {
  const score = (v: Verdict) =>
    v.probability === null ? -Math.abs(v.actual - v.predicted) : v.actual === v.predicted ? 1 + v.probability : v.probability;
  let best: Verdict | null = null;
  for (const verdict of verdicts) if (!best || score(verdict) > score(best)) best = verdict;
  return best?.index ?? null;
}
