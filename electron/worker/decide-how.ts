import { nothingToTrain } from '../../shared/nothing-to-train';
import type { Engine } from '../engine/backends/engine';
import { chooseRunner, runnerFor } from '../engine/choose-runner';
import { expectedBatches } from '../engine/expected-batches';
import type { Prepared } from '../engine/prepare-run';
import type { Runner } from '../engine/runner';
import { stepOptions } from '../engine/step-options';
import type { RunFile } from './run-file';

/** How a run computes: as it did before, or, when it begins, as a few measured steps say. */
export async function decideHow(
  prepared: Prepared,
  engine: Engine,
  run: RunFile,
  probes: boolean,
  log: (line: string) => void,
): Promise<Runner> {
  const { training } = run;
  if (!prepared.compiled.weights.some((weight) => weight.trainable)) throw nothingToTrain();
  const options = stepOptions(prepared, training);
  const expected = await expectedBatches(prepared, training.batch_size, training.seed, probes);
  const said = new Set<string>();
  // Runners that are tried one after the other say the same.
  const once = (line: string): void => {
    if (!said.has(line)) log(line);
    said.add(line);
  };
  const { train, validation } = prepared.split;
  const recurring = { samples: train.length + validation.length, epochs: training.epochs };
  const common = { engine, compiled: prepared.compiled, options, batchSize: training.batch_size, expected, recurring, log: once };
  if (run.engine && run.engine.name === engine.name) return runnerFor(common, run.engine);
  const steps = Math.max(1, Math.ceil(train.length / training.batch_size)) * training.epochs;
  return chooseRunner({ ...common, steps, wished: training });
}
