import * as tf from '@tensorflow/tfjs';
import { softmaxCrossentropy } from '../step/softmax-crossentropy';

export interface ArcfaceOptions {
  /** What cosines are multiplied with; the paper's is 64. */
  readonly scale: number;
  /** Added to the angle to the right class, in radians; the paper's is 0.5. */
  readonly margin: number;
}

/**
 * Logits of ArcFace: s cos θ, at the right class s cos(θ + m). Where θ + m would pass π, and the cosine would rise again, it goes
 * on falling as cos θ − m sin m, as the authors' code has it. In training only: without labels the logits are s cos θ.
 *
 * Source: Deng et al. 2019, equation 3; insightface's `arcface`.
 *
 * @param labels [batch], int32
 * @param cosines [batch, classes]: of features and class weights, both of length 1
 */
export function arcfaceLogits(labels: tf.Tensor1D, cosines: tf.Tensor2D, { scale, margin }: ArcfaceOptions): tf.Tensor2D {
  const right = tf.oneHot(labels, cosines.shape[1]).toFloat();
  const own = cosines.mul(right).sum(-1, true);
  // Its root has no finite slope at 0.
  const sine = tf.sub(1, own.square()).clipByValue(1e-12, 1).sqrt();
  const turned = own.mul(Math.cos(margin)).sub(sine.mul(Math.sin(margin)));
  const fallen = own.sub(margin * Math.sin(margin));
  // Not `greater`, which has no gradient, not even 0.
  const within = own.sub(Math.cos(Math.PI - margin)).step();
  const given = turned.mul(within).add(fallen.mul(tf.sub(1, within)));
  return cosines.add(right.mul(given.sub(own))).mul(scale) as tf.Tensor2D;
}

/** Cross-entropy of these logits: [batch]. */
export function arcfaceLoss(labels: tf.Tensor1D, cosines: tf.Tensor2D, options: ArcfaceOptions): tf.Tensor1D {
  return softmaxCrossentropy(labels, arcfaceLogits(labels, cosines, options));
}
