import * as tf from '@tensorflow/tfjs';

/**
 * What `compute` makes of a tensor, as a constant: steps and categories have no slope. A gradient of zeros would not do:
 * that of ids has the type of ids, which tfjs refuses.
 */
export function withoutGradient(x: tf.Tensor, compute: (x: tf.Tensor) => tf.Tensor): tf.Tensor {
  // One node on the tape, which keeps nothing; inside, no kernel is noted.
  const run = tf.customGrad((...args) => {
    const [input] = args as [tf.Tensor];
    const gradFunc = (): tf.Tensor => {
      throw new Error('a constant has no gradient');
    };
    return { value: compute(input), gradFunc };
  });
  // On a tape of its own, nothing leads from the result back to `x`.
  const { state } = tf.engine();
  const tape = state.activeTape;
  state.activeTape = [];
  try {
    return run(x);
  } finally {
    state.activeTape = tape;
  }
}
