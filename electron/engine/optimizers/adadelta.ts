import type { OptimizerSettings } from '../../../shared/training';
import { type Optimizer, scalarAt, slotAt } from './optimizer';

/** Adadelta (Zeiler, arXiv 1212.5701) as Keras 3 writes it. The paper's learning rate is 1. */
export function adadelta(settings: Extract<OptimizerSettings, { name: 'adadelta' }>): Optimizer {
  const { rho, epsilon } = settings;
  return {
    name: 'adadelta',
    slots: ['accumulated_grad', 'accumulated_delta_var'],
    scalars: ['rate'],
    rates: ['rate'],
    scalarsAt: (rate) => [rate],
    update: (weights, gradient, slots, scalars) => {
      const before = slotAt(slots, 1);
      const squares = slotAt(slots, 0)
        .mul(rho)
        .add(gradient.square().mul(1 - rho));
      const moved = before.add(epsilon).sqrt().mul(gradient).div(squares.add(epsilon).sqrt());
      const moves = before.mul(rho).add(moved.square().mul(1 - rho));
      return { weights: weights.sub(moved.mul(scalarAt(scalars, 0))), slots: [squares, moves] };
    },
  };
}
