import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { bindingPath } from '../../runtime/binding-path';
import { openEngine } from '../backends/open-engine';
import { scan } from '../layers/scan';
import { scoped } from '../step/scoped';
import { generalProgram } from './generalise';
import { ModelSession } from './model-session';
import type { GraphHost } from './native-binding';
import { recordProgram } from './program';
import { DT } from './proto';
import { NotGeneral } from './size-table';
import { takeShapes } from './take-sizes';

type Body = (x: tf.Tensor) => tf.Tensor;
let host: GraphHost;

/** The body as one program for any [batch, steps, features]. */
function general(body: Body, features = 2, example = 9) {
  const input = { name: 'x', shape: [null, null, features], example: [2, example, features] };
  const takes = takeShapes([input], { batch: true, lengths: 'each' }).map(([shape = []]) =>
    recordProgram(host, {
      name: 'p',
      xla: false,
      feeds: [{ name: 'x', dtype: DT.float, shape }],
      variables: [],
      body: (recording) => [body(recording.feed('x'))],
    }),
  );
  return generalProgram(takes);
}

/** The program gives what tfjs gives, for sizes of which none was recorded. */
function expectGeneral(body: Body, features = 2): void {
  const session = new ModelSession(host, [], [general(body, features)]);
  scoped(() => {
    for (const [batch, steps] of [
      [1, 1],
      [1, 6],
      [5, 2],
      [4, 25],
    ] as const) {
      const x = tf.randomUniform([batch, steps, features], -1, 1, 'float32', 7);
      const expected = body(x);
      const [received] = session.run('p', { x });
      expect(received?.shape).toEqual(expected.shape);
      const values = received?.dataSync() ?? [];
      expected.dataSync().forEach((value, i) => {
        expect(Math.abs((values[i] ?? Number.NaN) - value)).toBeLessThanOrEqual(1e-5);
      });
    }
  });
  session.dispose();
}

describe.skipIf(!bindingPath())('generalProgram', () => {
  beforeAll(async () => {
    const { graphs } = await openEngine('tensorflow');
    if (!graphs) throw new Error('TensorFlow records no graphs');
    host = graphs;
  });

  const sizes = (x: tf.Tensor): [number, number] => [x.shape[0] ?? 0, x.shape[1] ?? 0];
  const BODIES: { readonly [title: string]: Body } = {
    'a Reshape with one open side': (x) => x.reshape([-1, 2]).mul(2),
    'a product of two open sides, and both again': (x) => {
      const [batch, steps] = sizes(x);
      return x
        .reshape([batch * steps, 2])
        .softmax()
        .reshape([steps, batch, 2]);
    },
    'a side that is a multiple of an open one': (x) =>
      x
        .reshape([sizes(x)[0], 2 * sizes(x)[1]])
        .expandDims(-1)
        .reshape([2 * sizes(x)[1], sizes(x)[0], 1]),
    'one step less': (x) => {
      const [batch, steps] = sizes(x);
      return x
        .slice([0, 1, 0], [batch, steps - 1, 2])
        .pad([
          [0, 0],
          [1, 0],
          [0, 0],
        ])
        .mul(x);
    },
    'as many rows of padding as there are steps': (x) =>
      x.pad(
        [
          [0, 0],
          [sizes(x)[1], 2 * sizes(x)[1]],
          [0, 0],
        ],
        3,
      ),
    'zeros, ones, and repetition': (x) => {
      const [batch, steps] = sizes(x);
      return tf.concat([tf.zeros([batch, steps, 1]), x, tf.ones([batch, steps, 1])], 2).tile([1, 1, steps]);
    },
    'the places that come before': (x) => {
      const [, steps] = sizes(x);
      const allowed = tf.tensor2d(
        Float32Array.from({ length: steps * steps }, (_, i) => (i % steps <= Math.floor(i / steps) ? 1 : 0)),
        [steps, steps],
      );
      return tf.matMul(tf.matMul(x, x, false, true).mul(allowed), x);
    },
    'steps that were taken two at a time': (x) => {
      const half = tf.maxPool(x.expandDims(1) as tf.Tensor4D, [1, 2], [1, 2], 'same');
      const [batch = 0, , steps = 0] = half.shape;
      return half
        .reshape([batch * steps, 2])
        .relu()
        .reshape([batch, steps, 2])
        .tile([1, 3, 1]);
    },
    'a loop over the steps': (x) => {
      const [batch, steps] = sizes(x);
      const { carry, outputs } = scan({
        steps,
        inputs: [x.transpose([1, 0, 2])],
        carry: [tf.zeros([batch, 2])],
        body: ([input], [sum]) => {
          if (!input || !sum) throw new Error('a step is missing');
          const next = sum.mul(0.5).add(input.reshape([2 * batch]).reshape([batch, 2]));
          return { carry: [next], outputs: [next.slice([0, 0], [batch, 1])] };
        },
      });
      return tf.concat([(outputs[0] as tf.Tensor).transpose([1, 0, 2]).reshape([batch, steps]), carry[0] as tf.Tensor], 1);
    },
  };
  test.each(Object.entries(BODIES))('%s', (_, body) => expectGeneral(body));

  test('equal sizes by chance are told apart: a feature count as large as a recorded batch', () => {
    for (const features of [3, 7, 4, 10])
      expectGeneral(
        (x) =>
          x
            .reshape([sizes(x)[0], sizes(x)[1] * features])
            .reshape([sizes(x)[0], sizes(x)[1], features])
            .neg(),
        features,
      );
  });

  const REFUSED: { readonly [title: string]: readonly [Body, RegExp] } = {
    'a step of its own for each place': [(x) => tf.addN(tf.unstack(x, 1)), /“num” of its operation Unpack/],
    'other operations for long inputs': [(x) => (sizes(x)[1] > 5 ? x.relu().neg() : x.neg()), /other steps/],
    'numbers computed of a size': [(x) => x.div(Math.sqrt(sizes(x)[1])), /numbers that it computes in JavaScript/],
    'a table that grows': [
      (x) =>
        x.sum(0).add(
          tf.tensor2d(
            Float32Array.from({ length: 2 * sizes(x)[1] }, (_, i) => Math.sin(i)),
            [sizes(x)[1], 2],
          ),
        ),
      /a table/,
    ],
    'a size that no tensor has': [(x) => tf.zeros([Math.ceil(sizes(x)[1] / 3)]).add(x.sum()), /does not follow/],
  };
  test.each(Object.entries(REFUSED))('refused: %s', (_, [body, why]) => {
    expect(() => general(body)).toThrow(NotGeneral);
    expect(() => general(body)).toThrow(why);
  });

  test('sides that are not known are −1, those that are known stay', () => {
    const { feeds, outputs } = general((x) => x.transpose([2, 1, 0]));
    expect(feeds.map(({ shape }) => shape)).toEqual([[-1, -1, 2]]);
    expect(outputs.map(({ shape }) => shape)).toEqual([[2, -1, -1]]);
  });
});
