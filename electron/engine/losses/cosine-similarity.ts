import * as tf from '@tensorflow/tfjs';
import { bySample, EPSILON } from './by-sample';

/** x / max(‖x‖, 1e-7) over the last axis: a zero stays one, and its gradient is finite. */
export function unitLength(x: tf.Tensor): tf.Tensor {
  return x.mul(tf.rsqrt(tf.maximum(x.square().sum(-1, true), EPSILON ** 2)));
}

/** The negative cosine of the angle between target and output over the last axis, −1 to 1. Keras's `cosine_similarity` loss. */
export function cosineSimilarityLoss(target: tf.Tensor, output: tf.Tensor): tf.Tensor1D {
  return bySample(unitLength(target).mul(unitLength(output)).sum(-1).neg());
}
