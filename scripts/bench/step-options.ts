import { createOptimizer } from '../../electron/engine/optimizers/create-optimizer';
import type { StepOptions } from '../../electron/engine/runner';

/** How every measured step trains: Adam as it comes, nothing clipped or weighted. */
export const OPTIONS: StepOptions = {
  optimizer: createOptimizer({ name: 'adam', beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 }),
  clipNorm: null,
  classWeights: null,
  metricScales: [1],
};
