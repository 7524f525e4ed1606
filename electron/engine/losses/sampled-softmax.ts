import * as tf from '@tensorflow/tfjs';
import { softmaxCrossentropy } from '../step/softmax-crossentropy';

export interface SampledScores {
  /** [batch]: of the right item. */
  readonly chosen: tf.Tensor1D;
  /** [batch, drawn]: of items drawn at random. */
  readonly drawn: tf.Tensor2D;
  /** How often each is expected among the drawn ones, as a logarithm: [batch] and [drawn] or [batch, drawn]. Null: all alike. */
  readonly expected: { readonly chosen: tf.Tensor1D; readonly drawn: tf.Tensor } | null;
  /** [batch, drawn]: 1 where the right item was drawn by chance, which is then left out. Null: never. */
  readonly hits: tf.Tensor2D | null;
}

/** As good as −∞, without NaN in a gradient. */
const OUT = 1e9;

/**
 * Cross-entropy of the right item among itself and some drawn at random, in place of all items: scores are lowered by the
 * logarithm of how often each is drawn, so that in expectation its gradient is that of the whole softmax. For training only.
 * Equal to TensorFlow's `sampled_softmax_loss`.
 *
 * Source: Jean et al. 2015; Bengio & Senécal 2008.
 */
export function sampledSoftmaxLoss({ chosen, drawn, expected, hits }: SampledScores): tf.Tensor1D {
  const own = expected ? chosen.sub(expected.chosen) : chosen;
  const corrected = expected ? drawn.sub(expected.drawn) : drawn;
  const others = hits ? corrected.sub(hits.mul(OUT)) : corrected;
  const logits = tf.concat([own.expandDims(1), others], 1) as tf.Tensor2D;
  return softmaxCrossentropy(tf.zeros([logits.shape[0]], 'int32') as tf.Tensor1D, logits);
}
