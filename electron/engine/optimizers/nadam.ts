import type { OptimizerSettings } from '../../../shared/training';
import { type Optimizer, scalarAt, slotAt } from './optimizer';

const f = Math.fround;

/** Nesterov's momentum warms up: how much of it the update after `step` others has, in single precision as Keras computes it. */
const momentumAt = (beta1: number, step: number): number => f(f(beta1) * f(1 - f(0.5 * f(f(0.96) ** (step + 1)))));

/** The product of all momentums up to the update after `step` others. Of no use beyond the point where it is 0. */
function productAt(beta1: number, step: number): number {
  let product = 1;
  // Keras multiplies by beta_1 first, then by the warm-up.
  for (let i = 0; i <= step && product > 0; i++) product = f(f(product * f(beta1)) * f(1 - f(0.5 * f(f(0.96) ** (i + 1)))));
  return product;
}

/** Nadam (Dozat 2016, "Incorporating Nesterov Momentum into Adam") as Keras 3 writes it: with the momentum's warm-up. */
export function nadam(settings: Extract<OptimizerSettings, { name: 'nadam' }>): Optimizer {
  const { beta_1, beta_2, epsilon } = settings;
  return {
    name: 'nadam',
    slots: ['momentum', 'velocity'],
    scalars: ['rate', 'of_momentum', 'of_gradient', 'of_velocity'],
    rates: ['rate'],
    scalarsAt: (rate, step) => {
      const [now, next] = [momentumAt(beta_1, step), momentumAt(beta_1, step + 1)];
      const product = productAt(beta_1, step);
      return [rate, f(next / f(1 - f(product * next))), f(f(1 - now) / f(1 - product)), f(1 - f(f(beta_2) ** (step + 1)))];
    },
    update: (weights, gradient, slots, scalars) => {
      const m = slotAt(slots, 0);
      const v = slotAt(slots, 1);
      const momentum = m.add(gradient.sub(m).mul(1 - beta_1));
      const velocity = v.add(
        gradient
          .square()
          .sub(v)
          .mul(1 - beta_2),
      );
      const ahead = momentum.mul(scalarAt(scalars, 1)).add(gradient.mul(scalarAt(scalars, 2)));
      const moved = ahead.mul(scalarAt(scalars, 0)).div(velocity.div(scalarAt(scalars, 3)).sqrt().add(epsilon));
      return { weights: weights.sub(moved), slots: [momentum, velocity] };
    },
  };
}
