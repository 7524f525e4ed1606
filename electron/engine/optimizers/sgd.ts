import type { OptimizerSettings } from '../../../shared/training';
import { type Optimizer, slotAt } from './optimizer';

/** Gradient descent, with momentum or Nesterov's. */
export function sgd(settings: Extract<OptimizerSettings, { name: 'sgd' }>): Optimizer {
  const { momentum, nesterov } = settings;
  if (momentum === 0) {
    return {
      name: 'sgd',
      slots: [],
      update: (weights, gradient, _slots, rate) => ({ weights: weights.sub(gradient.mul(rate)), slots: [] }),
    };
  }
  return {
    name: 'sgd',
    slots: ['momentum'],
    update: (weights, gradient, slots, rate) => {
      const scaled = gradient.mul(rate);
      const velocity = slotAt(slots, 0).mul(momentum).sub(scaled).as1D();
      const moved = nesterov ? velocity.mul(momentum).sub(scaled) : velocity;
      return { weights: weights.add(moved), slots: [velocity] };
    },
  };
}
