import type { OptimizerSettings } from '../../../shared/training';
import { adam } from './adam';
import type { Optimizer } from './optimizer';

/** Adam with decoupled weight decay (Loshchilov & Hutter, arXiv 1711.05101): weights shrink before the update. */
export function adamw(settings: Extract<OptimizerSettings, { name: 'adamw' }>): Optimizer {
  const inner = adam(settings);
  return {
    name: 'adamw',
    slots: inner.slots,
    update: (weights, gradient, slots, rate, step) => {
      const decayed = weights.sub(weights.mul(settings.weight_decay).mul(rate)).as1D();
      return inner.update(decayed, gradient, slots, rate, step);
    },
  };
}
