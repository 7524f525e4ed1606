import * as tf from '@tensorflow/tfjs';

/** The largest number over `axes`. Equal ones share the gradient, as in Keras; tfjs gives each of them all of it. */
export function maxOver(x: tf.Tensor, axes: readonly number[]): tf.Tensor {
  const run = tf.customGrad((...args) => {
    const [input, save] = args as unknown as [tf.Tensor, (tensors: tf.Tensor[]) => void];
    const largest = input.max([...axes], true);
    save([input, largest]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor => {
      const [before, top] = saved;
      if (!before || !top) throw new Error('a maximum lost what its gradient needs');
      const found = before.equal(top).toFloat();
      return found.mul(dy.reshape(top.shape).div(found.sum([...axes], true)));
    };
    return { value: largest.squeeze([...axes]), gradFunc };
  });
  return run(x);
}
