import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { openEngine } from '../backends/open-engine';
import { convolve } from './convolve';
import { depthwiseConvolve } from './depthwise-convolve';
import { spreadKernel } from './spread-kernel';

const random = (shape: number[], seed: number): tf.Tensor => tf.randomUniform(shape, -1, 1, 'float32', seed);

describe.each(['tensorflow', 'cpu'] as const)('dilation on %s', (engine) => {
  beforeAll(async () => {
    await openEngine(engine);
  });

  it('a kernel is spread by zeros', () => {
    tf.tidy(() => {
      const kernel = tf.tensor([1, 2, 3, 4, 5, 6], [2, 3, 1, 1]);
      expect(spreadKernel(kernel, [2, 1]).reshape([3, 3]).arraySync()).toEqual([
        [1, 2, 3],
        [0, 0, 0],
        [4, 5, 6],
      ]);
      expect(spreadKernel(kernel, [1, 3]).reshape([2, 7]).arraySync()).toEqual([
        [1, 0, 0, 2, 0, 0, 3],
        [4, 0, 0, 5, 0, 0, 6],
      ]);
    });
  });

  const shapes = fc.record({
    sides: fc.array(fc.integer({ min: 5, max: 9 }), { minLength: 1, maxLength: 3 }),
    kernel: fc.integer({ min: 1, max: 3 }),
    rate: fc.integer({ min: 1, max: 4 }),
    padding: fc.constantFrom('same', 'valid'),
    groups: fc.constantFrom(1, 2),
  });

  /** The same convolution by both ways: as one of any length, and as one of these sizes. */
  it('neighbours in batches of their own and a spread kernel give the same, and the same gradients', () => {
    fc.assert(
      fc.property(shapes, ({ sides, kernel, rate, padding, groups }) => {
        fc.pre(padding === 'same' || sides.every((side) => side > (kernel - 1) * rate));
        tf.tidy(() => {
          const x = random([2, ...sides, 4], 1);
          const weights = random([...sides.map(() => kernel), 4 / groups, 2], 2);
          const one = sides.map(() => 1);
          const way = (open: boolean) => (a: tf.Tensor, b: tf.Tensor) =>
            convolve(a, b, { strides: one, rates: sides.map(() => rate), padding: padding as 'same' | 'valid', groups, open });
          const [near, far] = [way(false), way(true)].map((f) => [
            f(x, weights),
            ...tf.grads((a, b) => f(a, b).square().sum())([x, weights]),
          ]);
          for (const [i, tensor] of (near ?? []).entries()) {
            expect(tensor.shape).toEqual(far?.[i]?.shape);
            expect(
              tensor
                .sub(far?.[i] ?? 0)
                .abs()
                .max()
                .dataSync()[0],
            ).toBeLessThan(1e-4 * (1 + (tensor.abs().max().dataSync()[0] ?? 0)));
          }
        });
      }),
      { numRuns: engine === 'cpu' ? 20 : 60, seed: 7 },
    );
  });

  it('of each channel alone, too', () => {
    tf.tidy(() => {
      const [x, weights] = [random([2, 9, 7, 3], 1), random([3, 2, 3, 2], 2)];
      for (const padding of ['same', 'valid'] as const) {
        const way = (open: boolean) => depthwiseConvolve(x, weights, { strides: [1, 1], rates: [3, 2], padding, open });
        expect(way(true).sub(way(false)).abs().max().dataSync()[0]).toBeLessThan(1e-5);
      }
    });
  });
});
