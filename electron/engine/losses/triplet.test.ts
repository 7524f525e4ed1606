import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { batchHardTriplet, nearestIsSame, semiHardTriplet } from './triplet';

const LABELS = [0, 0, 1, 1, 1, 2];
const POINTS = LABELS.map((who, i) => [2 * who + Math.sin(1 + i * 1.7), Math.cos(i * 2.3) / 2, Math.sin(i * i) / 2]);

/** The first rows again and again, as a batch that is filled up to its size. */
function filled(size: number) {
  const at = Array.from({ length: size }, (_, row) => row % LABELS.length);
  return {
    labels: tf.tensor1d(at.map((row) => LABELS[row] ?? 0)),
    points: tf.tensor2d(at.map((row) => POINTS[row] ?? [])),
    samples: tf.tensor1d(at.map((row) => 100 + row)),
  };
}

describe.each([
  ['batch hard', (l, p, s) => batchHardTriplet(l, p, 0.5, s)],
  ['semi-hard', (l, p, s) => semiHardTriplet(l, p, 0.5, s)],
  ['nearest is the same', nearestIsSame],
] as const satisfies readonly (readonly [string, (l: tf.Tensor1D, p: tf.Tensor2D, s: tf.Tensor1D | null) => tf.Tensor1D])[])(
  '%s',
  (_name, loss) => {
    it.each([6, 7, 12, 32])('says of a batch that was filled up to %i rows what it says of the batch alone', (size) => {
      const alone = filled(LABELS.length);
      const own = Array.from(loss(alone.labels, alone.points, null).dataSync());
      const { labels, points, samples } = filled(size);
      const first = Array.from(loss(labels, points, samples).dataSync()).slice(0, LABELS.length);
      expect(own.some((x) => x !== 0)).toBe(true);
      for (const [i, x] of own.entries()) expect(first[i]).toBeCloseTo(x, 5);
    });

    it.each([
      ['all are of one class', [0, 0, 0]],
      ['no two are', [0, 1, 2]],
    ])('is 0 where %s, and so is its gradient', (_case, who) => {
      const labels = tf.tensor1d(who);
      const points = tf.tensor2d(POINTS.slice(0, 3));
      if (loss === nearestIsSame) return;
      const { value, grad } = tf.valueAndGrad((x: tf.Tensor) => loss(labels, x as tf.Tensor2D, null).mean())(points);
      expect(value.dataSync()[0]).toBe(0);
      expect(Array.from(grad.dataSync()).every((x) => Math.abs(x) === 0)).toBe(true);
    });
  },
);
