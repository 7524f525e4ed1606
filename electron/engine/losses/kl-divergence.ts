import * as tf from '@tensorflow/tfjs';
import type { Form } from './binary-crossentropy';
import { bySample, EPSILON } from './by-sample';

/**
 * Kullback–Leibler divergence Σ y ln(y / p) from the output's distribution to the target's. Keras's `kl_divergence`; from logits
 * through the logarithm of the softmax.
 *
 * Source: Kullback & Leibler 1951.
 *
 * @param target [batch, …, classes], probabilities
 */
export function klDivergence(target: tf.Tensor, output: tf.Tensor, form: Form): tf.Tensor1D {
  const y = target.clipByValue(EPSILON, 1);
  const logs = form === 'logits' ? tf.logSoftmax(output) : output.clipByValue(EPSILON, 1).log();
  return bySample(y.mul(y.log().sub(logs)).sum(-1));
}
