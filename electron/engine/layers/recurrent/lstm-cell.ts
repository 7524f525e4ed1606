import * as tf from '@tensorflow/tfjs';
import { lstmScan } from '../lstm-scan';
import type { Cell } from './cell';
import { project } from './steps';

/** Keras's `LSTM`, gates in the order i, f, c, o. */
export const lstmCell: Cell = {
  weights: (features, { units, useBias }) => [
    { name: 'kernel', shape: [features, 4 * units] },
    { name: 'recurrent_kernel', shape: [units, 4 * units] },
    ...(useBias ? [{ name: 'bias', shape: [4 * units] }] : []),
  ],
  read: (directions, mask, { returnSequences, useBias }) => {
    const inOrder = (tensor: tf.Tensor, backwards: boolean): tf.Tensor => (backwards ? tensor.reverse(0) : tensor);
    const stepMask = mask?.transpose().expandDims(-1);
    const outputs = lstmScan({
      projected: tf.stack(
        directions.map((d) => project(d, d.weights[0] as tf.Tensor, useBias ? (d.weights[2] ?? null) : null)),
        1,
      ) as tf.Tensor4D,
      recurrent: tf.stack(directions.map(({ weights }) => weights[1] as tf.Tensor)) as tf.Tensor3D,
      mask: stepMask
        ? (tf.stack(
            directions.map((d) => inOrder(stepMask, d.backwards)),
            1,
          ) as tf.Tensor4D)
        : null,
      zeroPadding: returnSequences && directions.length > 1,
    });
    // tfjs's gradient of unstack fails on a single part.
    const parts = directions.length === 1 ? [outputs.squeeze([1])] : tf.unstack(outputs, 1);
    return parts.map((steps, i) => {
      if (returnSequences) return inOrder(steps, directions[i]?.backwards ?? false).transpose([1, 0, 2]);
      const [count = 1, batch = 1, units = 1] = steps.shape;
      return steps.slice([count - 1, 0, 0], [1, batch, units]).reshape([batch, units]);
    });
  },
};
