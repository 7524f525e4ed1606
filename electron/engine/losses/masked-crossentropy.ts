import * as tf from '@tensorflow/tfjs';
import { softmaxCrossentropy } from '../step/softmax-crossentropy';

/**
 * One number a sample whose mean over the batch is the mean over all real places of the batch: what Keras makes of a mask.
 * (Not the mean of the samples' means: a long text counts for its length.) A batch without a real place gives 0.
 *
 * @param values [batch, steps]; finite at padded places too
 * @param mask [batch, steps], 1 at real places, else 0
 */
export function overRealPlaces(values: tf.Tensor, mask: tf.Tensor): tf.Tensor1D {
  const batch = values.shape[0] ?? 1;
  return values
    .mul(mask)
    .sum(1)
    .mul(tf.div(batch, tf.maximum(mask.sum(), 1)))
    .as1D();
}

/** The mean of each sample's real places: [batch]. A sample without one gives 0. */
export function meanOfPlaces(values: tf.Tensor, mask: tf.Tensor): tf.Tensor1D {
  return values
    .mul(mask)
    .sum(1)
    .div(tf.maximum(mask.sum(1), 1))
    .as1D();
}

/**
 * Cross-entropy of a class a place (sequence tagging, a decoder's next words): [batch, steps]. What it gives at padded places
 * means nothing, and is finite.
 *
 * @param target [batch, steps] of class indices, int32; at padded places any number
 * @param logits [batch, steps, classes]
 * @param mask [batch, steps], 1 at real places, else 0
 */
export function crossentropyByPlace(target: tf.Tensor, logits: tf.Tensor, mask: tf.Tensor, labelSmoothing = 0): tf.Tensor {
  const [batch = 1, steps = 1, classes = 1] = logits.shape;
  // A padded place may hold what is no class.
  const indices = target.mul(mask.cast('int32')).reshape([batch * steps]) as tf.Tensor1D;
  const rows = logits.reshape([batch * steps, classes]) as tf.Tensor2D;
  const losses =
    labelSmoothing > 0
      ? softmaxCrossentropy(
          tf
            .oneHot(indices, classes)
            .toFloat()
            .mul(1 - labelSmoothing)
            .add(labelSmoothing / classes) as tf.Tensor2D,
          rows,
        )
      : softmaxCrossentropy(indices, rows);
  return losses.reshape([batch, steps]);
}

/** The same, one number a sample whose mean is that of the batch's real places. */
export function maskedCrossentropy(target: tf.Tensor, logits: tf.Tensor, mask: tf.Tensor, labelSmoothing = 0): tf.Tensor1D {
  return overRealPlaces(crossentropyByPlace(target, logits, mask, labelSmoothing), mask);
}

/** The part of the real places whose class scores most, likewise one number a sample: its mean is that of the batch's real places. */
export function maskedAccuracy(target: tf.Tensor, logits: tf.Tensor, mask: tf.Tensor): tf.Tensor1D {
  return overRealPlaces(logits.argMax(-1).equal(target.cast('int32')).cast('float32'), mask);
}
