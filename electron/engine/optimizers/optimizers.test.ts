import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { optimizer as optimizerSettings } from '../../../shared/training';
import { openEngine } from '../backends/open-engine';
import golden from '../golden/training.json';
import { createOptimizer } from './create-optimizer';

beforeAll(async () => {
  await openEngine('auto');
});

describe('optimizers', () => {
  const { weights, gradients, cases } = golden.optimizers;
  it.each(cases.map((c) => [`${c.name} ${JSON.stringify(c.settings)}`, c] as const))('moves weights as Keras: %s', (_title, c) => {
    const optimizer = createOptimizer(optimizerSettings.parse({ name: c.name, ...c.settings }));
    let now: tf.Tensor = tf.tensor1d(weights);
    let slots: tf.Tensor[] = optimizer.slots.map((slot) => tf.fill([weights.length], optimizer.initial?.[slot] ?? 0));
    for (const [step, gradient] of gradients.entries()) {
      const updated = optimizer.update(now, tf.tensor1d(gradient), slots, optimizer.scalarsAt(c.rate, step));
      now = updated.weights;
      slots = [...updated.slots];
      for (const [i, value] of now.dataSync().entries()) {
        const expected = c.after[step]?.[i] ?? Number.NaN;
        expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(expected)));
      }
    }
  });
});
