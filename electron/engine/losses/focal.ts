import * as tf from '@tensorflow/tfjs';
import { binaryPlaces, type Form, smoothBinary } from './binary-crossentropy';
import { bySample, EPSILON } from './by-sample';

export interface FocalOptions {
  /** How fast well classified places lose their weight; 0: not at all. Keras's default is 2. */
  readonly gamma: number;
  readonly labelSmoothing?: number;
}

/** (1 − p)^γ, with a gradient also where 1 − p rounds to 0. */
function weight(miss: tf.Tensor, gamma: number): tf.Tensor {
  return gamma === 0 ? tf.onesLike(miss) : miss.clipByValue(1e-12, 1).pow(gamma);
}

/**
 * Focal loss of yes-or-no places: (1 − p_t)^γ · cross-entropy, where p_t is the probability of what is true. Keras's
 * `binary_focal_crossentropy`.
 *
 * Source: Lin et al. 2017, “Focal loss for dense object detection”.
 *
 * @param target [batch, …], 0 to 1
 * @param alpha weight of 1 (0 gets 1 − alpha), Keras's `apply_class_balancing`; null: none
 */
export function binaryFocal(
  target: tf.Tensor,
  output: tf.Tensor,
  form: Form,
  alpha: number | null,
  { gamma, labelSmoothing = 0 }: FocalOptions,
): tf.Tensor1D {
  const y = smoothBinary(target, labelSmoothing);
  const no = tf.sub(1, y);
  const p = form === 'logits' ? output.sigmoid() : output.clipByValue(EPSILON, 1 - EPSILON);
  // The sigmoid of −x is 1 − p with all its digits.
  const notP = form === 'logits' ? output.neg().sigmoid() : tf.sub(1, p);
  const focal = weight(y.mul(notP).add(no.mul(p)), gamma).mul(binaryPlaces(y, output, form));
  return bySample(alpha === null ? focal : focal.mul(y.mul(alpha).add(no.mul(1 - alpha))));
}

/**
 * Focal loss of a choice among classes: Σ −α (1 − p)^γ y ln p. Keras's `categorical_focal_crossentropy`.
 *
 * Source: Lin et al. 2017.
 *
 * @param target [batch, …, classes], each row of sum 1
 * @param alpha a weight for all classes, or one each; Keras's default is 0.25
 */
export function categoricalFocal(
  target: tf.Tensor,
  output: tf.Tensor,
  form: Form,
  alpha: number | readonly number[],
  { gamma, labelSmoothing = 0 }: FocalOptions,
): tf.Tensor1D {
  const classes = target.shape.at(-1) ?? 1;
  const y = labelSmoothing > 0 ? target.mul(1 - labelSmoothing).add(labelSmoothing / classes) : target;
  const logs =
    form === 'logits'
      ? tf.logSoftmax(output)
      : output
          .div(output.sum(-1, true))
          .clipByValue(EPSILON, 1 - EPSILON)
          .log();
  const focal = weight(tf.sub(1, logs.exp()), gamma).mul(y).mul(logs).neg();
  return bySample(focal.mul(typeof alpha === 'number' ? alpha : tf.tensor1d([...alpha])).sum(-1));
}
