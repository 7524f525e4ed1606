import type { OptimizerSettings } from '../../../shared/training';
import { type Optimizer, scalarAt, slotAt } from './optimizer';

/** RMSProp (Hinton's lecture 6e), not centred, as Keras 3 writes it: epsilon is under the root. */
export function rmsprop(settings: Extract<OptimizerSettings, { name: 'rmsprop' }>): Optimizer {
  const { rho, momentum, epsilon } = settings;
  const slots = momentum > 0 ? ['velocity', 'momentum'] : ['velocity'];
  return {
    name: 'rmsprop',
    slots,
    scalars: ['rate'],
    rates: ['rate'],
    scalarsAt: (rate) => [rate],
    update: (weights, gradient, state, scalars) => {
      const velocity = slotAt(state, 0)
        .mul(rho)
        .add(gradient.square().mul(1 - rho));
      const increment = gradient.mul(scalarAt(scalars, 0)).mul(velocity.add(epsilon).rsqrt());
      if (momentum === 0) return { weights: weights.sub(increment), slots: [velocity] };
      const moved = slotAt(state, 1).mul(momentum).add(increment);
      return { weights: weights.sub(moved), slots: [velocity, moved] };
    },
  };
}
