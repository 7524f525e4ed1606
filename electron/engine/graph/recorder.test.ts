import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { bindingPath } from '../../runtime/binding-path';
import { openEngine } from '../backends/open-engine';
import { scan } from '../layers/scan';
import { ModelSession } from './model-session';
import type { GraphHost } from './native-binding';
import { recordProgram } from './program';
import { DT } from './proto';
import { Untraceable } from './recorder';

let host: GraphHost;

/** The computation as a graph, run once. */
function traced(body: (x: tf.Tensor, y: tf.Tensor) => tf.Tensor | tf.Tensor[], x: tf.Tensor, y: tf.Tensor, xla = false): tf.Tensor[] {
  const feeds = [x, y].map((tensor, i) => ({ name: `f${i}`, dtype: tensor.dtype === 'int32' ? DT.int32 : DT.float, shape: tensor.shape }));
  const program = recordProgram(host, {
    name: 'tried',
    feeds,
    variables: [],
    xla,
    body: ({ feed }) => [body(feed('f0'), feed('f1'))].flat(),
  });
  const session = new ModelSession(host, [], [program]);
  const outputs = session.run('tried', { f0: x, f1: y });
  session.dispose();
  for (const [i, output] of outputs.entries()) expect(output.shape, 'the shape that was told').toEqual(program.outputs[i]?.shape);
  return outputs;
}

const ramp = (...shape: number[]): tf.Tensor => {
  const size = shape.reduce((a, b) => a * b, 1);
  return tf.tensor(
    Array.from({ length: size }, (_, i) => Math.sin(i * 1.3) * 2),
    shape,
  );
};

type Case = readonly [
  name: string,
  x: readonly number[],
  y: readonly number[],
  body: (x: tf.Tensor, y: tf.Tensor) => tf.Tensor | tf.Tensor[],
];

const CASES: readonly Case[] = [
  ['broadcast', [2, 1, 3], [4, 1], (x, y) => x.add(y).mul(x.sub(y)).div(y.abs().add(1))],
  ['comparisons', [3, 2], [2], (x, y) => tf.where(x.greater(y), x, y).add(x.lessEqual(y).toFloat())],
  ['reductions', [2, 3, 4], [1], (x) => [x.sum(1), x.mean([0, 2], true), x.max(-1), x.min(0), x.prod(2), x.sum([0, 1])]],
  ['arguments', [3, 4], [1], (x) => [x.argMax(-1).toFloat(), x.argMin(0).toFloat()]],
  ['products', [3, 4], [4, 2], (x, y) => tf.matMul(x as tf.Tensor2D, y as tf.Tensor2D)],
  ['products, turned', [4, 3], [2, 4], (x, y) => tf.matMul(x as tf.Tensor2D, y as tf.Tensor2D, true, true)],
  ['products in batches', [2, 3, 4], [2, 4, 5], (x, y) => tf.matMul(x, y)],
  ['one product with a batch axis', [1, 3, 4], [1, 5, 4], (x, y) => tf.matMul(x, y, false, true)],
  ['convolution, same', [2, 7, 6, 3], [3, 3, 3, 4], (x, y) => tf.conv2d(x as tf.Tensor4D, y as tf.Tensor4D, 2, 'same')],
  ['convolution, valid', [2, 7, 6, 3], [3, 2, 3, 4], (x, y) => tf.conv2d(x as tf.Tensor4D, y as tf.Tensor4D, 1, 'valid')],
  [
    'gradients of a convolution and a pool',
    [1, 6, 6, 2],
    [3, 3, 2, 2],
    (x, y) =>
      tf.grads((a, b) =>
        tf
          .maxPool(tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, 1, 'same'), 2, 2, 'valid')
          .relu()
          .square()
          .sum(),
      )([x, y]),
  ],
  ['average pool', [1, 5, 5, 2], [1], (x) => tf.avgPool(x as tf.Tensor4D, 3, 2, 'same')],
  [
    'parts',
    [4, 6],
    [1],
    (x) => [...tf.split(x, [1, 3, 2], 1), ...tf.split(x, 2), x.slice([1, 2], [2, -1]), tf.stack(tf.unstack(x, 1), 0), tf.concat([x, x], 1)],
  ],
  ['forms', [2, 3, 4], [1], (x) => [x.reshape([4, -1]), x.transpose([2, 0, 1]), x.expandDims(1), x.reverse(1), x.tile([2, 1, 3])]],
  [
    'padding',
    [2, 3],
    [1],
    (x) =>
      x.pad([
        [1, 0],
        [2, 3],
      ]),
  ],
  ['rows', [5, 3], [1], (x) => [tf.gather(x, tf.tensor1d([4, 0, 0], 'int32')), tf.gather(x, tf.tensor1d([2, 1], 'int32'), 1)]],
  [
    'activations',
    [3, 4],
    [1],
    (x) => [x.relu(), x.elu(), x.selu(), x.tanh(), x.sigmoid(), x.softmax(), x.logSoftmax(), x.erf(), x.softplus()],
  ],
  [
    'gradients of activations',
    [3, 4],
    [1],
    (x) => tf.grads((a) => tf.addN([a.relu(), a.tanh(), a.sigmoid(), a.softmax(), a.erf(), a.elu()]).square().sum())([x]),
  ],
  [
    'one-hot and sums by segment',
    [4, 2],
    [1],
    (x) => [tf.oneHot(tf.tensor1d([1, 0, 2], 'int32'), 3).toFloat(), tf.unsortedSegmentSum(x, tf.tensor1d([0, 1, 0, 2], 'int32'), 3)],
  ],
  ['sums on the way', [3, 4], [1], (x) => x.cumsum(1)],
];

describe.skipIf(!bindingPath())('a recorder', () => {
  beforeAll(async () => {
    const { graphs } = await openEngine('tensorflow');
    if (!graphs) throw new Error('TensorFlow runs no graphs');
    host = graphs;
  });

  it.each(CASES)('writes down what is computed: %s', (_name, xShape, yShape, body) => {
    const [x, y] = [ramp(...xShape), ramp(...yShape)];
    const expected = [body(x, y)].flat();
    const found = traced(body, x, y);
    expect(found).toHaveLength(expected.length);
    for (const [i, tensor] of expected.entries()) {
      expect(found[i]?.shape).toEqual(tensor.shape);
      const values = found[i]?.dataSync() ?? [];
      for (const [at, value] of tensor.dataSync().entries()) expect(Math.abs((values[at] ?? Number.NaN) - value)).toBeLessThan(1e-5);
    }
  });

  it('leaves no tensor behind, and tfjs as it was', () => {
    const [x, y] = [ramp(2, 2), ramp(2, 2)];
    traced((a, b) => a.matMul(b).relu(), x, y);
    const before = tf.memory().numTensors;
    for (const output of traced((a, b) => a.matMul(b).relu(), x, y)) output.dispose();
    expect(tf.memory().numTensors).toBe(before);
    expect(x.add(y).dataSync()).toHaveLength(4);
    expect(Math.random()).toBeLessThan(1);
  });

  it.each([
    ['a number that is read', (x: tf.Tensor) => x.mul(x.dataSync()[0] ?? 0), /reads numbers/],
    ['random numbers of JavaScript', (x: tf.Tensor) => x.add(tf.randomUniform([2, 2])), /random numbers/],
  ] as const)('refuses %s in words', (_name, body, words) => {
    const attempt = () => traced(body, ramp(2, 2), ramp(1));
    expect(attempt).toThrow(Untraceable);
    expect(attempt).toThrow(words);
    expect(ramp(2).add(1).dataSync()).toHaveLength(2);
  });

  it('takes tensors that were there before as constants', () => {
    const kept = tf.tensor1d([3, 4]).add(1);
    const [found] = traced((x) => x.mul(kept), tf.tensor1d([10, 100]), ramp(1));
    expect([...(found?.dataSync() ?? [])]).toEqual([40, 500]);
  });

  describe.each([false, true])('a loop, XLA: %s', (xla) => {
    const body =
      (backwards: boolean) =>
      (x: tf.Tensor, y: tf.Tensor): tf.Tensor[] => {
        const { carry, outputs } = scan({
          steps: x.shape[0] ?? 0,
          inputs: [x],
          carry: [y],
          backwards,
          body: ([input], [state]) => {
            if (!input || !state) throw new Error('a step is missing');
            // `y` comes from outside the loop.
            const next = state.mul(0.5).add(input).add(y);
            return { carry: [next], outputs: [next, input.mul(2)] };
          },
        });
        return [...carry, ...outputs];
      };

    it.each([false, true])('is one of TensorFlow’s; backwards: %s', (backwards) => {
      const [x, y] = [ramp(5, 2, 3), ramp(2, 3)];
      const expected = body(backwards)(x, y);
      const found = traced(body(backwards), x, y, xla);
      for (const [i, tensor] of expected.entries()) {
        const values = found[i]?.dataSync() ?? [];
        for (const [at, value] of tensor.dataSync().entries()) expect(Math.abs((values[at] ?? Number.NaN) - value)).toBeLessThan(1e-5);
      }
    });
  });
});
