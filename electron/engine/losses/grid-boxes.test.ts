import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openEngine } from '../backends/open-engine';
import { gridBoxLoss, gridTargets } from './grid-boxes';

beforeAll(async () => {
  await openEngine('auto');
});

describe('boxes on a grid', () => {
  it('are said by the cell that holds their middle', () => {
    const grid = gridTargets([{ class: 1, box: [0.6, 0.25, 0.5, 0.25] }], 2, 4, 2);
    const cell = [...grid.slice(2 * 7, 3 * 7)].map((value) => Math.round(value * 1e6) / 1e6);
    expect(cell).toEqual([1, 0.4, 0.5, 0.5, 0.25, 0, 1]);
    expect(grid.filter((value) => value !== 0)).toHaveLength(6);
  });

  it('keep the larger of two in one cell, and stay within the image', () => {
    const objects = [
      { class: 0, box: [1, 1, 0.5, 0.5] as const },
      { class: 1, box: [0.99, 0.99, 0.1, 0.1] as const },
    ];
    const grid = gridTargets(objects, 2, 2, 2);
    expect([...grid.slice(21)]).toEqual([1, 1, 1, 0.5, 0.5, 1, 0]);
  });

  it('cost little where all is said rightly, and stay finite where nothing could be more wrong', () => {
    const target = tf.tensor4d(gridTargets([{ class: 1, box: [0.3, 0.3, 0.5, 0.5] }], 2, 2, 2), [1, 2, 2, 7]);
    const logit = (p: tf.Tensor): tf.Tensor => p.log().sub(tf.sub(1, p).log());
    const right = logit(target.clipByValue(1e-6, 1 - 1e-6)) as tf.Tensor4D;
    expect(gridBoxLoss(target, right).dataSync()[0]).toBeLessThan(1e-4);
    const { value, grad } = tf.valueAndGrad((x) => gridBoxLoss(target, x as tf.Tensor4D).sum())(target.sub(0.5).mul(-2000));
    expect(value.dataSync()[0]).toBeGreaterThan(1000);
    expect(grad.dataSync().every(Number.isFinite)).toBe(true);
  });
});
