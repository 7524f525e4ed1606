import type { TrainingSettings } from '../../shared/training';
import { actualTargets } from '../data/targets/targets';
import { classWeights } from './class-weights';
import { createOptimizer } from './optimizers/create-optimizer';
import { metricScales, type RunParts } from './run-parts';
import type { StepOptions } from './runner';
import { weightAverage } from './step/weight-average';

/** What the settings of a run say of its training step. */
export function stepOptions(
  parts: Pick<RunParts, 'preprocessing' | 'plan' | 'dataset' | 'split'>,
  training: TrainingSettings,
): StepOptions {
  return {
    optimizer: createOptimizer(training.optimizer),
    clipNorm: training.clip_norm,
    accumulate: training.gradient_accumulation_steps,
    average: weightAverage(training),
    classWeights: weightsOf(parts, training),
    metricScales: metricScales(parts),
  };
}

function weightsOf({ preprocessing, dataset, split }: Parameters<typeof stepOptions>[0], training: TrainingSettings): Float32Array | null {
  const asked = preprocessing.targets.find(({ state }) => state.kind === 'classes');
  if (asked?.state.kind !== 'classes') return null;
  return classWeights(training.class_weight, asked.state.labels, actualTargets(asked.plan, asked.state, dataset), split.train);
}
