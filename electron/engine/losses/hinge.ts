import * as tf from '@tensorflow/tfjs';
import { bySample } from './by-sample';

/** Labels −1 and 1; where all of the batch are 0 or 1, they are meant. By arithmetic, as nothing may be read. */
function signs(target: tf.Tensor): tf.Tensor {
  const binary = tf.logicalOr(target.equal(0), target.equal(1)).all().cast('float32');
  return target.add(binary.mul(target.sub(1)));
}

const margins = (target: tf.Tensor, output: tf.Tensor): tf.Tensor => tf.sub(1, signs(target).mul(output)).relu();

/**
 * max(0, 1 − y ŷ) with y −1 or 1 (0 or 1 are taken for them). Keras's `hinge`.
 *
 * Source: Cortes & Vapnik 1995.
 *
 * @param target [batch, …]
 * @param output likewise: any number, above 0 for 1
 */
export function hinge(target: tf.Tensor, output: tf.Tensor): tf.Tensor1D {
  return bySample(margins(target, output));
}

/** Its square. Keras's `squared_hinge`. */
export function squaredHinge(target: tf.Tensor, output: tf.Tensor): tf.Tensor1D {
  return bySample(margins(target, output).square());
}

/**
 * Among classes: max(0, 1 + the greatest score of a wrong class − that of the right one). Keras's `categorical_hinge`.
 *
 * Source: Crammer & Singer 2001.
 *
 * @param target [batch, …, classes], one 1 a row
 */
export function categoricalHinge(target: tf.Tensor, output: tf.Tensor): tf.Tensor1D {
  const right = target.mul(output).sum(-1);
  const wrong = tf.sub(1, target).mul(output).max(-1);
  return bySample(wrong.sub(right).add(1).relu());
}
