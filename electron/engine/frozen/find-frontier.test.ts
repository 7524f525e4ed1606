import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openEngine } from '../backends/open-engine';
import type { GraphHost } from '../graph/native-binding';
import { type Program, recordProgram } from '../graph/program';
import { DT } from '../graph/proto';
import { splitProgram } from './split-program';

const FROZEN = { name: 'frozen', dtype: DT.float, shape: [3, 3] };
const TRAINED = { name: 'trained', dtype: DT.float, shape: [3, 3] };

let host: GraphHost;
beforeAll(async () => {
  const { graphs } = await openEngine('tensorflow');
  if (!graphs) throw new Error('TensorFlow runs no graphs');
  host = graphs;
});

type Body = (x: tf.Tensor, frozen: tf.Tensor, y: tf.Tensor) => tf.Tensor;

/** What is remembered of a sample where a trained product follows `body`: shapes, or null. */
function remembered(body: Body, size = 3): readonly (readonly number[])[] | null {
  const record = (name: string, rows: number): Program =>
    recordProgram(host, {
      name,
      xla: false,
      feeds: [
        { name: 'x0', dtype: DT.float, shape: [rows, 3] },
        { name: 'y0', dtype: DT.float, shape: [rows, 3] },
      ],
      variables: [FROZEN, TRAINED],
      body: (recording) => {
        const weight = (variable: typeof FROZEN) => recording.recorder.tensorFor(recording.read(variable));
        const features = body(recording.feed('x0'), weight(FROZEN), recording.feed('y0'));
        return [
          tf
            .matMul(features as tf.Tensor2D, weight(TRAINED) as tf.Tensor2D)
            .sub(recording.feed('y0'))
            .square()
            .sum(),
        ];
      },
    });
  const split = splitProgram(record('whole', size), record('one', 1), new Set(['frozen']), size);
  return split?.tensors.map(({ shape }) => shape) ?? null;
}

const product = (x: tf.Tensor, weight: tf.Tensor): tf.Tensor => tf.matMul(x as tf.Tensor2D, weight as tf.Tensor2D);

describe('where features are cut off', () => {
  it('is after the last frozen operation', () => {
    expect(remembered((x, frozen) => product(x, frozen).tanh())).toEqual([[3]]);
  });

  it('is nowhere for a single sample, which looks like a batch of one', () => {
    expect(remembered((x, frozen) => product(x, frozen).tanh(), 1)).toBeNull();
  });

  it('is before samples meet', () => {
    expect(
      remembered((x, frozen) => {
        const made = product(x, frozen);
        return made.sub(made.mean(0));
      }),
    ).toEqual([[3]]);
  });

  it('is nowhere where samples meet before', () => {
    expect(remembered((x, frozen) => product(x.sub(x.mean(0)), frozen))).toBeNull();
  });

  it('is nowhere where targets come in before', () => {
    expect(remembered((x, frozen, y) => product(x.add(y), frozen))).toBeNull();
  });

  it('is before what has samples on another axis, as many as there are places', () => {
    expect(remembered((x, frozen) => product(x, frozen).transpose())).toEqual([[3]]);
  });
});
