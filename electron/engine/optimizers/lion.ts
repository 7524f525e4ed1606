import type { OptimizerSettings } from '../../../shared/training';
import { type Optimizer, scalarAt, slotAt } from './optimizer';

/**
 * Lion (Chen et al., arXiv 2302.06675) as Keras 3 writes it: every weight moves by the rate, only the direction is
 * learned. Its weight decay is decoupled: weights shrink before the update.
 */
export function lion(settings: Extract<OptimizerSettings, { name: 'lion' }>): Optimizer {
  const { beta_1, beta_2, weight_decay } = settings;
  return {
    name: 'lion',
    slots: ['momentum'],
    scalars: ['rate'],
    rates: ['rate'],
    scalarsAt: (rate) => [rate],
    update: (weights, gradient, slots, scalars) => {
      const m = slotAt(slots, 0);
      const rate = scalarAt(scalars, 0);
      const decayed = weight_decay > 0 ? weights.sub(weights.mul(weight_decay).mul(rate)) : weights;
      const direction = m
        .mul(beta_1)
        .add(gradient.mul(1 - beta_1))
        .sign();
      return { weights: decayed.sub(direction.mul(rate)), slots: [m.mul(beta_2).add(gradient.mul(1 - beta_2))] };
    },
  };
}
