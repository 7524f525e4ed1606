import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openEngine } from '../backends/open-engine';
import { arcfaceLoss } from './arcface';
import { binaryCrossentropy } from './binary-crossentropy';
import { generalisedIouLoss } from './box-losses';
import { contrastiveLoss } from './contrastive';
import { cosineSimilarityLoss } from './cosine-similarity';
import { binaryFocal, categoricalFocal } from './focal';
import { maskedCrossentropy } from './masked-crossentropy';
import { quantileLoss } from './quantile';
import { setLoss } from './set-loss';
import { batchAllTriplet, batchHardTriplet } from './triplet';

beforeAll(async () => {
  await openEngine('auto');
});

/** Losses and gradient, all of them finite. */
function finite(loss: (x: tf.Tensor) => tf.Tensor, at: tf.Tensor): { losses: number[]; slopes: number[] } {
  const losses = [...loss(at).dataSync()];
  const slopes = [
    ...tf
      .grad((x) => loss(x).sum())(at)
      .dataSync(),
  ];
  expect(losses.every(Number.isFinite)).toBe(true);
  expect(slopes.every(Number.isFinite)).toBe(true);
  return { losses, slopes };
}

const far = [-1e4, -50, 0, 50, 1e4];

describe('losses where numbers end', () => {
  it('of logits as far off as may be are exact, and so are their gradients', () => {
    const x = tf.tensor2d(far, [5, 1]);
    const { losses, slopes } = finite((output) => binaryCrossentropy(tf.ones([5, 1]), output, 'logits'), x);
    expect(losses[0]).toBe(1e4);
    expect(losses[4]).toBe(0);
    // Not rounded to 0 where 1 − p would be.
    expect(losses[3]).toBeGreaterThan(0);
    expect((losses[3] ?? 0) / Math.exp(-50)).toBeCloseTo(1, 4);
    expect(slopes[0]).toBe(-1);
    expect(slopes[2]).toBe(-0.5);
    for (const gamma of [0, 0.5, 2]) {
      finite((output) => binaryFocal(tf.ones([5, 1]), output, 'logits', 0.25, { gamma }), x);
      finite((output) => binaryFocal(tf.zeros([5, 1]), output, 'logits', null, { gamma }), x);
      finite((output) => categoricalFocal(tf.tensor2d([[1, 0, 0, 0, 0]]), output, 'logits', 0.25, { gamma }), tf.tensor2d([far]));
    }
  });

  it('of probabilities 0 and 1 are what 1e-7 costs', () => {
    const { losses } = finite((p) => binaryCrossentropy(tf.tensor2d([[1], [0]]), p, 'probabilities'), tf.tensor2d([[0], [0]]));
    expect(losses[0]).toBeCloseTo(-Math.log(1e-7), 4);
    expect(losses[1]).toBeCloseTo(0, 6);
  });

  it('of vectors without length, and of equal points', () => {
    expect(finite((x) => cosineSimilarityLoss(tf.ones([2, 3]), x), tf.zeros([2, 3])).losses).toEqual([-0, -0]);
    const points = tf.ones([2, 3]) as tf.Tensor2D;
    const { slopes } = finite((x) => contrastiveLoss(tf.tensor1d([1, 0]), x as tf.Tensor2D, points, 1), points);
    expect(slopes).toEqual([0, 0, 0, 0, 0, 0]);
    finite(
      (x) => arcfaceLoss(tf.tensor1d([0, 1], 'int32'), x as tf.Tensor2D, { scale: 64, margin: 0.5 }),
      tf.tensor2d([
        [1, -1],
        [1, -1],
      ]),
    );
  });

  it('of triplets in a batch without any are 0', () => {
    const x = tf.randomNormal([3, 2], 0, 1, 'float32', 1);
    for (const labels of [
      [0, 0, 0],
      [0, 1, 2],
    ]) {
      const ids = tf.tensor1d(labels, 'int32');
      for (const margin of [0.2, 'soft'] as const) {
        expect(finite((e) => batchHardTriplet(ids, e as tf.Tensor2D, margin), x).losses).toEqual([0, 0, 0]);
        expect(finite((e) => batchAllTriplet(ids, e as tf.Tensor2D, margin), x).losses).toEqual([0, 0, 0]);
      }
    }
  });

  it('of boxes without area, or turned inside out', () => {
    const target = tf.tensor2d([
      [0, 0, 1, 1],
      [0.5, 0.5, 0.5, 0.5],
      [0.2, 0.2, 0.4, 0.4],
    ]);
    const { losses } = finite(
      (x) => generalisedIouLoss(target, x),
      tf.tensor2d([
        [0, 0, 1, 1],
        [0.5, 0.5, 0.5, 0.5],
        [0.4, 0.4, 0.2, 0.2],
      ]),
    );
    expect(losses[0]).toBeCloseTo(0, 6);
    expect(losses[2]).toBeGreaterThanOrEqual(1);
  });

  it('of a batch that is all padding, or has no object, count no place', () => {
    const labels = tf.tensor2d([[9, 9]], undefined, 'int32');
    expect(finite((x) => maskedCrossentropy(labels, x, tf.zeros([1, 2])), tf.ones([1, 2, 3])).losses).toEqual([0]);
    const empty = {
      classes: tf.fill([1, 2], 3, 'int32') as tf.Tensor2D,
      boxes: tf.zeros([1, 2, 4]) as tf.Tensor3D,
      matched: tf.zeros([1, 2]) as tf.Tensor2D,
    };
    const { losses } = finite((boxes) => setLoss(empty, { logits: tf.zeros([1, 2, 4]), boxes: boxes as tf.Tensor3D }), tf.ones([1, 2, 4]));
    expect(losses[0]).toBeCloseTo(Math.log(4), 5);
  });

  it('of quantiles refuse what is none', () => {
    expect(() => quantileLoss(tf.zeros([1, 1]), tf.zeros([1, 1]), [1.2])).toThrow(/no quantiles: 1.2/);
    expect(() => quantileLoss(tf.zeros([1, 1]), tf.zeros([1, 1]), [])).toThrow(/no quantiles/);
  });
});
