import * as tf from '@tensorflow/tfjs';

/** What `compute` makes of a tensor, as a constant: steps and categories have no slope. */
export function withoutGradient(x: tf.Tensor, compute: (x: tf.Tensor) => tf.Tensor): tf.Tensor {
  const run = tf.customGrad((...args) => {
    const [input, save] = args as unknown as [tf.Tensor, (tensors: tf.Tensor[]) => void];
    save([input]);
    const gradFunc = (_dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor => {
      const [given] = saved;
      if (!given) throw new Error('a step lost what it was computed of');
      return given.zerosLike();
    };
    return { value: compute(input), gradFunc };
  });
  return run(x);
}
