import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { bindingPath } from '../runtime/binding-path';
import { openEngine } from './backends/open-engine';
import { philoxUniform } from './philox';
import { dropoutMask, seedStep } from './randomness';

describe('philoxUniform', () => {
  it('is uniform', () => {
    const draws = 20_000;
    const bins = new Array<number>(10).fill(0);
    for (const value of philoxUniform(draws, [1, 2])) bins[Math.floor(value * 10)] = (bins[Math.floor(value * 10)] ?? 0) + 1;
    // χ² with 9 degrees of freedom: above 27.9 once in a thousand.
    expect(bins.reduce((sum, n) => sum + (n - draws / 10) ** 2 / (draws / 10), 0)).toBeLessThan(27.9);
  });

  it.skipIf(!bindingPath())('gives the bits that TensorFlow draws, so that every engine drops the same', async () => {
    const masks = [];
    for (const engine of ['tensorflow', 'cpu'] as const) {
      await openEngine(engine);
      seedStep(5, 1234);
      masks.push([...tf.tidy(() => dropoutMask([7, 31], 0.4, 'layer').dataSync())]);
    }
    expect(masks[0]).toEqual(masks[1]);
  });
});
