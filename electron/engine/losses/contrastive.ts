import * as tf from '@tensorflow/tfjs';
import { euclidean } from './euclidean';

/**
 * Contrastive loss of pairs: ½ D² where two are the same, ½ max(0, margin − D)² where they differ, D their Euclidean distance.
 *
 * Source: Hadsell, Chopra & LeCun 2006, equation 4 (there Y = 1 says “different”).
 *
 * @param same [batch], 1: the same, 0: different
 * @param a [batch, dimensions]
 * @param b likewise
 */
export function contrastiveLoss(same: tf.Tensor1D, a: tf.Tensor2D, b: tf.Tensor2D, margin: number): tf.Tensor1D {
  return contrastiveOfDistances(same, euclidean(a, b) as tf.Tensor1D, margin);
}

/** The same of distances that are known: [batch]. */
export function contrastiveOfDistances(same: tf.Tensor1D, distance: tf.Tensor1D, margin: number): tf.Tensor1D {
  const near = same.mul(distance.square());
  const far = tf.sub(1, same).mul(tf.sub(margin, distance).relu().square());
  return near.add(far).mul(0.5).as1D();
}
