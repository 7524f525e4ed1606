import type { OptimizerSettings } from '../../../shared/training';
import { type Optimizer, scalarAt, slotAt } from './optimizer';

/** Adamax (Kingma & Ba, arXiv 1412.6980, section 7.1) as Keras 3 writes it: Adam with the largest gradient in place of the mean square. */
export function adamax(settings: Extract<OptimizerSettings, { name: 'adamax' }>): Optimizer {
  const { beta_1, beta_2, epsilon } = settings;
  const f = Math.fround;
  return {
    name: 'adamax',
    slots: ['momentum', 'norm'],
    scalars: ['rate', 'correction'],
    rates: ['rate'],
    scalarsAt: (rate, step) => [rate, f(1 - f(f(beta_1) ** (step + 1)))],
    update: (weights, gradient, slots, scalars) => {
      const m = slotAt(slots, 0);
      const momentum = m.add(gradient.sub(m).mul(1 - beta_1));
      const norm = slotAt(slots, 1).mul(beta_2).maximum(gradient.abs());
      const moved = momentum.mul(scalarAt(scalars, 0)).div(norm.add(epsilon).mul(scalarAt(scalars, 1)));
      return { weights: weights.sub(moved), slots: [momentum, norm] };
    },
  };
}
