import type { OptimizerSettings } from '../../../shared/training';
import { adam } from './adam';
import { type Optimizer, scalarAt } from './optimizer';

/** Adam with decoupled weight decay (Loshchilov & Hutter, arXiv 1711.05101): weights shrink before the update. */
export function adamw(settings: Extract<OptimizerSettings, { name: 'adamw' }>): Optimizer {
  const inner = adam(settings);
  return {
    name: 'adamw',
    slots: inner.slots,
    scalars: [...inner.scalars, 'rate'],
    rates: [...inner.rates, 'rate'],
    scalarsAt: (rate, step) => [...inner.scalarsAt(rate, step), rate],
    update: (weights, gradient, slots, scalars) => {
      const decayed = weights.sub(weights.mul(settings.weight_decay).mul(scalarAt(scalars, 1)));
      return inner.update(decayed, gradient, slots, scalars);
    },
    ...(inner.inPlace && { inPlace: { ...inner.inPlace, decay: { scalar: 1, factor: settings.weight_decay } } }),
  };
}
