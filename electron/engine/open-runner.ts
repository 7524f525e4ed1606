import type { TrainingSettings } from '../../shared/training';
import type { Engine } from './backends/engine';
import { eagerRunner } from './eager-runner';
import type { How } from './how';
import type { Prepared } from './prepare-run';
import type { Runner } from './runner';
import { TracedRunner } from './traced-runner';

/** How a trained model answers questions: as graphs where the engine has them, whatever trained it. */
export function openRunner(
  engine: Engine,
  { compiled }: Pick<Prepared, 'compiled'>,
  training: Pick<TrainingSettings, 'batch_size'>,
): Runner {
  if (!engine.graphs) return eagerRunner(compiled, `the engine ${engine.name} runs kernels one by one`);
  const how: How = { step: 'traced', xla: false, precision: 'float32', threads: null, stepReason: 'as one graph' };
  return new TracedRunner(engine.graphs, compiled, { how, batchSize: Math.max(32, training.batch_size), slots: [] });
}
