import * as tf from '@tensorflow/tfjs';
import { bySample, EPSILON } from './by-sample';

/** What the output holds: what goes into the sigmoid or softmax, or what comes out of it. */
export type Form = 'logits' | 'probabilities';

/** Labels drawn towards one half: y (1 − s) + s / 2, as Keras's `label_smoothing` of two classes. */
export function smoothBinary(target: tf.Tensor, labelSmoothing: number): tf.Tensor {
  return labelSmoothing > 0 ? target.mul(1 - labelSmoothing).add(labelSmoothing / 2) : target;
}

/**
 * −y ln p − (1 − y) ln(1 − p) of every place, not averaged. From logits x it is y ln(1 + e⁻ˣ) + (1 − y) ln(1 + eˣ): both parts
 * are above 0, so that nothing cancels and nothing overflows. Probabilities are kept 1e-7 off 0 and 1, as Keras does.
 */
export function binaryPlaces(target: tf.Tensor, output: tf.Tensor, form: Form): tf.Tensor {
  switch (form) {
    case 'logits':
      return target.mul(tf.softplus(output.neg())).add(tf.sub(1, target).mul(tf.softplus(output)));
    case 'probabilities': {
      const p = output.clipByValue(EPSILON, 1 - EPSILON);
      return target
        .mul(p.log())
        .add(tf.sub(1, target).mul(tf.sub(1, p).log()))
        .neg();
    }
  }
}

/**
 * Binary cross-entropy: Keras's `binary_crossentropy`, the mean over all places of a sample (the labels of a multi-label output).
 *
 * @param target [batch, …], 0 to 1
 * @param output likewise, as `form` says
 */
export function binaryCrossentropy(target: tf.Tensor, output: tf.Tensor, form: Form, labelSmoothing = 0): tf.Tensor1D {
  return bySample(binaryPlaces(smoothBinary(target, labelSmoothing), output, form));
}
