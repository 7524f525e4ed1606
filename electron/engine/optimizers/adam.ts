import type { OptimizerSettings } from '../../../shared/training';
import { type Optimizer, scalarAt, slotAt } from './optimizer';

type AdamSettings = Pick<Extract<OptimizerSettings, { name: 'adam' }>, 'beta_1' | 'beta_2' | 'epsilon'>;

/** The step size with both bias corrections, in single precision as Keras computes it. */
export function adamAlpha(rate: number, beta1: number, beta2: number, step: number): number {
  const f = Math.fround;
  const power1 = f(f(beta1) ** (step + 1));
  const power2 = f(f(beta2) ** (step + 1));
  return f(f(f(rate) * f(Math.sqrt(f(1 - power2)))) / f(1 - power1));
}

/** Adam (Kingma & Ba, arXiv 1412.6980) as Keras 3 writes it: epsilon is outside the bias correction. */
export function adam(settings: AdamSettings): Optimizer {
  const { beta_1, beta_2, epsilon } = settings;
  return {
    name: 'adam',
    slots: ['momentum', 'velocity'],
    scalars: ['alpha'],
    rates: ['alpha'],
    scalarsAt: (rate, step) => [adamAlpha(rate, beta_1, beta_2, step)],
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
      const moved = momentum.mul(scalarAt(scalars, 0)).div(velocity.sqrt().add(epsilon));
      return { weights: weights.sub(moved), slots: [momentum, velocity] };
    },
    inPlace: {
      op: 'ResourceApplyAdam',
      // Both powers 0: the bias corrections are in the scalar already.
      inputs: [
        { slot: 0 },
        { slot: 1 },
        { constant: 0 },
        { constant: 0 },
        { scalar: 0 },
        { constant: beta_1 },
        { constant: beta_2 },
        { constant: epsilon },
        'gradient',
      ],
      flags: { use_nesterov: false },
    },
  };
}
