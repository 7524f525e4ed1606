import type { Split } from '../../shared/dataset';
import type { RunInfo } from '../../shared/run';

/** The part that a run is judged on: the test part, or what comes nearest to it. */
export function heldOut(samples: RunInfo['samples']): Split {
  if (samples.test > 0) return 'test';
  return samples.validation > 0 ? 'validation' : 'train';
}
