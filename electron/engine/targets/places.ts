import * as tf from '@tensorflow/tfjs';
import { EPSILON } from '../losses/by-sample';
import { crossentropyByPlace, meanOfPlaces } from '../losses/masked-crossentropy';
import type { OutputForm } from './define-target-losses';

/**
 * Cross-entropy of a class a place, the mean of each sample's real places: [batch]. With `counts` (the real places) it
 * averages to what Keras makes of a mask.
 *
 * @param target [batch, places] of class indices, int32
 * @param output [batch, places, classes]
 * @param real [batch, places], 1 where there is something to tell, else 0
 */
export function placesLoss(target: tf.Tensor, output: tf.Tensor, real: tf.Tensor, form: OutputForm, labelSmoothing: number): tf.Tensor1D {
  // A softmax takes logarithms of probabilities back to the probabilities.
  const logits = form === 'logits' ? output : output.clipByValue(EPSILON, 1).log();
  return meanOfPlaces(crossentropyByPlace(target, logits, real, labelSmoothing), real);
}

/** The part of each sample's real places whose class scores most: [batch]. */
export function placesAccuracy(target: tf.Tensor, output: tf.Tensor, real: tf.Tensor): tf.Tensor1D {
  return meanOfPlaces(tf.argMax(output, -1).equal(target.cast('int32')).cast('float32'), real);
}
