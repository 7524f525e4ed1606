import * as tf from '@tensorflow/tfjs';

/** Kernels that give the loss of each row and its gradient at once, where the backend has TensorFlow's own. */
export const DENSE_KERNEL = 'SoftmaxCrossEntropyWithLogits';
export const SPARSE_KERNEL = 'SparseSoftmaxCrossEntropyWithLogits';

interface LossAndSlope {
  readonly loss: tf.Tensor1D;
  /** Of each row's loss by its logits: softmax − target. */
  readonly slope: tf.Tensor2D;
}

function fused(name: string, labels: tf.Tensor, logits: tf.Tensor2D): LossAndSlope | null {
  if (!tf.getKernel(name, tf.getBackend())) return null;
  const [loss, slope] = tf.engine().runKernel(name, { logits, labels }) as unknown as [tf.Tensor1D, tf.Tensor2D];
  return { loss, slope };
}

function composed(target: tf.Tensor2D, logits: tf.Tensor2D): LossAndSlope {
  const logs = logits.sub(tf.logSumExp(logits, -1, true));
  return { loss: target.mul(logs).sum(-1).neg().as1D(), slope: logs.exp().sub(target) as tf.Tensor2D };
}

function compute(target: tf.Tensor2D | tf.Tensor1D, logits: tf.Tensor2D): LossAndSlope {
  if (target.rank === 2) return fused(DENSE_KERNEL, target, logits) ?? composed(target as tf.Tensor2D, logits);
  return (
    fused(SPARSE_KERNEL, target, logits) ?? composed(tf.oneHot(target as tf.Tensor1D, logits.shape[1]).toFloat() as tf.Tensor2D, logits)
  );
}

/**
 * Cross-entropy of a softmax, row by row, out of what goes into the softmax: what Keras computes in a graph too. Exact
 * where probabilities would round to 0 or 1, and cheap: neither they nor their logarithms are kept.
 *
 * @param target [rows, classes], each row of sum 1; or the classes' indices [rows], int32
 * @param logits [rows, classes]
 */
export function softmaxCrossentropy(target: tf.Tensor2D | tf.Tensor1D, logits: tf.Tensor2D): tf.Tensor1D {
  const run = tf.customGrad((...args) => {
    const [x, save] = args as unknown as [tf.Tensor2D, (tensors: tf.Tensor[]) => void];
    const { loss, slope } = compute(target, x);
    save([slope]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor => {
      const [kept] = saved;
      if (!kept) throw new Error('the loss lost its gradient');
      return kept.mul(dy.expandDims(-1));
    };
    return { value: loss, gradFunc };
  });
  return run(logits) as tf.Tensor1D;
}
