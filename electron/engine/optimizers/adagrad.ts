import type { OptimizerSettings } from '../../../shared/training';
import { type Optimizer, scalarAt, slotAt } from './optimizer';

/** Keras calls it `accumulator`: so are the gradients called that wait for their update (step/accumulation.ts). */
const SQUARES = 'squares';

/** Adagrad (Duchi, Hazan & Singer 2011, JMLR 12) as Keras 3 writes it: epsilon is under the root. */
export function adagrad(settings: Extract<OptimizerSettings, { name: 'adagrad' }>): Optimizer {
  const { initial_accumulator_value, epsilon } = settings;
  return {
    name: 'adagrad',
    slots: [SQUARES],
    initial: { [SQUARES]: initial_accumulator_value },
    scalars: ['rate'],
    rates: ['rate'],
    scalarsAt: (rate) => [rate],
    update: (weights, gradient, slots, scalars) => {
      const squares = slotAt(slots, 0).add(gradient.square());
      const moved = gradient.mul(scalarAt(scalars, 0)).div(squares.add(epsilon).sqrt());
      return { weights: weights.sub(moved), slots: [squares] };
    },
  };
}
