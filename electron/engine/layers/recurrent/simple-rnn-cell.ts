import * as tf from '@tensorflow/tfjs';
import { activate } from './activate';
import type { Cell } from './cell';
import { project, readSteps } from './steps';

/** Keras's `SimpleRNN` (Elman 1990): h = activation(x W + b + h U). */
export const simpleRnnCell: Cell = {
  weights: (features, { units, useBias }) => [
    { name: 'kernel', shape: [features, units] },
    { name: 'recurrent_kernel', shape: [units, units] },
    ...(useBias ? [{ name: 'bias', shape: [units] }] : []),
  ],
  read: (directions, mask, config) => {
    const part = (at: number): tf.Tensor[] => directions.map(({ weights }) => weights[at] as tf.Tensor);
    const projected = directions.map((d) => project(d, d.weights[0] as tf.Tensor, config.useBias ? (d.weights[2] ?? null) : null));
    return readSteps(directions, projected, [tf.stack(part(1))], mask, config, (x, h, [u]) =>
      activate(config.activation, x.add(tf.matMul(h, u as tf.Tensor))),
    );
  },
};
