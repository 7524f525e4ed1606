import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openEngine } from '../backends/open-engine';
import { type CtcOptions, ctcLoss } from './ctc';

beforeAll(async () => {
  await openEngine('auto');
});

const ints = (values: number[]): tf.Tensor1D => tf.tensor1d(values, 'int32');

/** −ln of the sum over every way to fill the steps that collapses to the label. */
function byEveryWay(logs: readonly (readonly number[])[], label: readonly number[]): number {
  const classes = logs[0]?.length ?? 0;
  let ways: { path: number[]; log: number }[] = [{ path: [], log: 0 }];
  for (const row of logs) {
    ways = ways.flatMap(({ path, log }) => Array.from({ length: classes }, (_, c) => ({ path: [...path, c], log: log + (row[c] ?? 0) })));
  }
  const spelled = ways.filter(({ path }) => path.filter((c, i) => c !== 0 && c !== path[i - 1]).join() === label.join());
  return -Math.log(spelled.reduce((sum, { log }) => sum + Math.exp(log), 0));
}

describe('CTC', () => {
  it('sums over every way to stretch the label', () => {
    const logits = tf.randomNormal<tf.Rank.R3>([1, 5, 3], 0, 2, 'float32', 3);
    const logs = tf.logSoftmax(logits).squeeze([0]).arraySync() as number[][];
    for (const label of [[1], [1, 2], [1, 1], [2, 1, 2]]) {
      const batch = { labels: tf.tensor2d([label], undefined, 'int32'), labelLengths: ints([label.length]), steps: ints([5]) };
      const loss = ctcLoss(batch, logits, { blank: 0, impossible: 'infinite' }).dataSync()[0];
      expect(loss).toBeCloseTo(byEveryWay(logs, label), 4);
    }
  });

  it('says that a label does not fit, without harm to the gradient or to the others', () => {
    const batch = {
      labels: tf.tensor2d(
        [
          [1, 1, 1],
          [1, 2, 0],
        ],
        undefined,
        'int32',
      ),
      labelLengths: ints([3, 2]),
      steps: ints([4, 4]),
    };
    const logits = tf.randomNormal<tf.Rank.R3>([2, 4, 3], 0, 1, 'float32', 5);
    const of = (impossible: CtcOptions['impossible']): number[] => {
      const run = tf.valueAndGrad((x) => ctcLoss(batch, x as tf.Tensor3D, { blank: 0, impossible }).sum());
      const { value, grad } = run(logits);
      const slopes = [...grad.dataSync()];
      expect(slopes.slice(0, 12)).toEqual(new Array(12).fill(0));
      expect(slopes.slice(12).every((slope) => Number.isFinite(slope) && slope !== 0)).toBe(true);
      return [...value.dataSync()];
    };
    expect(of('infinite')).toEqual([Number.POSITIVE_INFINITY]);
    const [skipped = 0] = of('skip');
    expect(skipped).toBeGreaterThan(0);
    expect(skipped).toBeLessThan(20);
  });

  it('bears a class that is ruled out, and steps that a sample does not have', () => {
    const batch = { labels: tf.tensor2d([[1]], undefined, 'int32'), labelLengths: ints([1]), steps: ints([2]) };
    const logits = tf.tensor3d([
      [
        [0, 1, Number.NEGATIVE_INFINITY],
        [1, 0, Number.NEGATIVE_INFINITY],
        [5, -5, 9],
      ],
    ]);
    const { value, grad } = tf.valueAndGrad((x) => ctcLoss(batch, x as tf.Tensor3D, { blank: 0, impossible: 'infinite' }).sum())(logits);
    const [q, r] = [1 / (1 + Math.exp(-1)), 1 / (1 + Math.exp(1))];
    expect(value.dataSync()[0]).toBeCloseTo(-Math.log(q * (1 - r) + q * r + (1 - q) * r), 5);
    const slopes = [...grad.dataSync()];
    expect(slopes.every(Number.isFinite)).toBe(true);
    expect(slopes.slice(6)).toEqual([0, 0, 0]);
  });

  it('loses no digits over 1,000 steps', () => {
    const batch = { labels: tf.tensor2d([[1, 2, 1]], undefined, 'int32'), labelLengths: ints([3]), steps: ints([1000]) };
    const logits = tf.randomNormal<tf.Rank.R3>([1, 1000, 4], 0, 1, 'float32', 7);
    const { value, grad } = tf.valueAndGrad((x) => ctcLoss(batch, x as tf.Tensor3D, { blank: 0, impossible: 'infinite' }).sum())(logits);
    expect(Number.isFinite(value.dataSync()[0])).toBe(true);
    // At each step the softmax and what is expected both sum to 1.
    for (const sum of grad.sum(-1).dataSync()) expect(Math.abs(sum)).toBeLessThan(1e-5);
  });
});
