import type { OptimizerSettings } from '../../../shared/training';
import { type Optimizer, scalarAt, slotAt } from './optimizer';

/** Gradient descent, with momentum or Nesterov's. */
export function sgd(settings: Extract<OptimizerSettings, { name: 'sgd' }>): Optimizer {
  const { momentum, nesterov } = settings;
  const common = { name: 'sgd', scalars: ['rate'], rates: ['rate'], scalarsAt: (rate: number) => [rate] } as const;
  if (momentum === 0) {
    return {
      ...common,
      slots: [],
      update: (weights, gradient, _slots, scalars) => ({ weights: weights.sub(gradient.mul(scalarAt(scalars, 0))), slots: [] }),
    };
  }
  return {
    ...common,
    slots: ['momentum'],
    update: (weights, gradient, slots, scalars) => {
      const scaled = gradient.mul(scalarAt(scalars, 0));
      const velocity = slotAt(slots, 0).mul(momentum).sub(scaled);
      const moved = nesterov ? velocity.mul(momentum).sub(scaled) : velocity;
      return { weights: weights.add(moved), slots: [velocity] };
    },
  };
}
