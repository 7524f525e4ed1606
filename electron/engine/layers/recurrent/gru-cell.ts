import * as tf from '@tensorflow/tfjs';
import { activate } from './activate';
import type { Cell } from './cell';
import { project, readSteps } from './steps';

const column = (tensor: tf.Tensor, at: number, units: number): tf.Tensor => {
  const begin = tensor.shape.map((_, axis) => (axis === tensor.rank - 1 ? at * units : 0));
  const size = tensor.shape.map((length, axis) => (axis === tensor.rank - 1 ? units : length));
  return tensor.slice(begin, size);
};

/**
 * Keras's `GRU` (Cho et al. 2014, arXiv:1406.1078), gates in the order z, r, h: h' = z h + (1 − z) candidate. `resetAfter`
 * applies the reset gate behind the recurrent product, as cuDNN does; the bias then has a row for each product.
 */
export const gruCell: Cell = {
  weights: (features, { units, useBias, resetAfter }) => [
    { name: 'kernel', shape: [features, 3 * units] },
    { name: 'recurrent_kernel', shape: [units, 3 * units] },
    ...(useBias ? [{ name: 'bias', shape: resetAfter ? [2, 3 * units] : [3 * units] }] : []),
  ],
  read: (directions, mask, config) => {
    const { units, resetAfter, useBias, activation } = config;
    const row = (bias: tf.Tensor | undefined, at: number): tf.Tensor | null => {
      if (!bias) return null;
      return resetAfter ? bias.slice([at, 0], [1, 3 * units]).reshape([3 * units]) : at === 0 ? bias : null;
    };
    const projected = directions.map((d) => project(d, d.weights[0] as tf.Tensor, useBias ? row(d.weights[2], 0) : null));
    const recurrent = tf.stack(directions.map((d) => d.weights[1] as tf.Tensor));
    const biases = directions.flatMap((d) => (useBias ? (row(d.weights[2], 1) ?? []) : []));
    const weights = biases.length > 0 ? [recurrent, tf.stack(biases).expandDims(1)] : [recurrent];
    return readSteps(directions, projected, weights, mask, config, (x, h, [u, b]) => {
      if (!u) throw new Error('a GRU lost its weights');
      const width = 2 * units;
      if (resetAfter) {
        const product = tf.matMul(h, u);
        const inner = b ? product.add(b) : product;
        const z = column(x, 0, units)
          .add(column(inner, 0, units))
          .sigmoid();
        const r = column(x, 1, units)
          .add(column(inner, 1, units))
          .sigmoid();
        const candidate = activate(activation, column(x, 2, units).add(r.mul(column(inner, 2, units))));
        return candidate.add(z.mul(h.sub(candidate)));
      }
      const gates = tf.matMul(h, u.slice([0, 0, 0], [u.shape[0] ?? 1, units, width]));
      const z = column(x, 0, units)
        .add(column(gates, 0, units))
        .sigmoid();
      const r = column(x, 1, units)
        .add(column(gates, 1, units))
        .sigmoid();
      const candidate = activate(activation, column(x, 2, units).add(tf.matMul(r.mul(h), column(u, 2, units))));
      return candidate.add(z.mul(h.sub(candidate)));
    });
  },
};
