import type { TrainingSettings } from '../../shared/training';
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
  const labels = parts.preprocessing.targets.map((t) => t.state).find((s) => s.kind === 'classes')?.labels ?? null;
  return {
    optimizer: createOptimizer(training.optimizer),
    clipNorm: training.clip_norm,
    accumulate: training.gradient_accumulation_steps,
    average: weightAverage(training),
    classWeights: labels ? classWeights(training.class_weight, labels, parts.dataset.targets, parts.split.train) : null,
    metricScales: metricScales(parts),
  };
}
