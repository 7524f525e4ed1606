import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TargetPlan } from '../../../shared/graph/feed';
import { openEngine } from '../backends/open-engine';
import golden from '../golden/training.json';
import { targetLoss, targetMetricSum } from './losses';

beforeAll(async () => {
  await openEngine('auto');
});

function planOf(name: string): TargetPlan {
  const classes = { kind: 'classes', node: 'y', target: 'class', classes: 3, loss: 'categorical_crossentropy' } as const;
  switch (name) {
    case 'categorical_crossentropy':
    case 'class_weight':
      return { ...classes, label_smoothing: 0 };
    case 'label_smoothing':
      return { ...classes, label_smoothing: 0.1 };
    case 'mean_squared_error':
    case 'mean_absolute_error':
    case 'huber':
      return { kind: 'value', node: 'y', target: 'y', loss: name, standardize: false };
    default:
      throw new Error(name);
  }
}

describe('losses', () => {
  it.each(golden.losses.cases.map((c) => [c.name, c] as const))('%s and its gradient equal Keras’s', (name, c) => {
    const shape: [number, number] = [c.shape[0] ?? 0, c.shape[1] ?? 0];
    const target = tf.tensor2d(c.target, shape);
    const weights = name === 'class_weight' ? tf.tensor1d(golden.losses.class_weights) : null;
    const plan = planOf(name);
    const { value, grad } = tf.valueAndGrad((output: tf.Tensor) => targetLoss(plan, target, output as tf.Tensor2D, weights))(
      tf.tensor2d(c.output, shape),
    );
    expect(value.dataSync()[0]).toBeCloseTo(c.loss, 6);
    for (const [i, slope] of grad.dataSync().entries()) {
      const expected = c.gradient[i] ?? Number.NaN;
      expect(Math.abs(slope - expected)).toBeLessThanOrEqual(1e-5 * Math.max(1, Math.abs(expected)));
    }
  });

  it('counts accuracy and absolute error', () => {
    const accuracy = targetMetricSum(
      planOf('categorical_crossentropy'),
      tf.tensor2d([
        [1, 0],
        [0, 1],
      ]),
      tf.tensor2d([
        [0.9, 0.1],
        [0.6, 0.4],
      ]),
    );
    expect(accuracy.dataSync()[0]).toBe(1);
    expect(targetMetricSum(planOf('huber'), tf.tensor2d([[1], [2]]), tf.tensor2d([[3], [1]])).dataSync()[0]).toBe(3);
  });
});
