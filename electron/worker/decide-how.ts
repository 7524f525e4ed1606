import type { Engine } from '../engine/backends/engine';
import { chooseRunner, runnerFor } from '../engine/choose-runner';
import { expectedBatches } from '../engine/expected-batches';
import type { How } from '../engine/how';
import type { Prepared } from '../engine/prepare-run';
import type { Runner } from '../engine/runner';
import { stepOptions } from '../engine/step-options';
import type { RunFile } from './run-file';

/** `traced, XLA, mixed_bfloat16`. */
export function stepWords({ step, xla, precision }: How): string {
  return [step === 'traced' ? 'traced' : 'kernel by kernel', ...(xla ? ['XLA'] : []), ...(precision === 'float32' ? [] : [precision])].join(
    ', ',
  );
}

/** How a run computes: as it did before, or, when it begins, as a few measured steps say. */
export async function decideHow(
  prepared: Prepared,
  engine: Engine,
  run: RunFile,
  probes: boolean,
  log: (line: string) => void,
): Promise<Runner> {
  const { training } = run;
  const options = stepOptions(prepared, training);
  const expected = await expectedBatches(prepared, training.batch_size, training.seed, probes);
  const common = { engine, compiled: prepared.compiled, options, batchSize: training.batch_size, expected };
  if (run.engine && run.engine.name === engine.name) return runnerFor(common, run.engine);
  const steps = Math.max(1, Math.ceil(prepared.split.train.length / training.batch_size)) * training.epochs;
  return chooseRunner({ ...common, steps, wished: training, log });
}
