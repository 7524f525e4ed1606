import * as tf from '@tensorflow/tfjs';
import { euclidean } from './euclidean';

/** How much nearer the same must be than the different; `soft`: ln(1 + e^…) in place of a margin. */
export type Margin = number | 'soft';

interface Pairs {
  /** [batch, batch], from each anchor (rows). */
  readonly distances: tf.Tensor2D;
  /** 1 where two are the same but not one, or different. */
  readonly positive: tf.Tensor2D;
  readonly negative: tf.Tensor2D;
}

function pairs(labels: tf.Tensor1D, embeddings: tf.Tensor2D): Pairs {
  const [batch] = embeddings.shape;
  const same = labels.expandDims(1).equal(labels.expandDims(0)).cast('float32');
  return {
    // By differences, not by products: near ones keep their digits.
    distances: euclidean(embeddings.expandDims(1), embeddings.expandDims(0)) as tf.Tensor2D,
    positive: same.sub(tf.eye(batch)) as tf.Tensor2D,
    negative: tf.sub(1, same) as tf.Tensor2D,
  };
}

const beyond = (gap: tf.Tensor, margin: Margin): tf.Tensor => (margin === 'soft' ? tf.softplus(gap) : gap.add(margin).relu());

/** Farther than everything that is not masked. */
const FAR = 1e9;

/**
 * Triplet loss, batch hard: for every sample as anchor the farthest of the same class and the nearest of another,
 * [margin + D(a, p) − D(a, n)]₊. One number an anchor, whose mean over the batch is the mean over the anchors that have both;
 * the others give 0, as does a batch without any.
 *
 * Source: Hermans, Beyer & Leibe 2017, equation 5; soft margin: section 2.
 *
 * @param labels [batch], who or what each sample is
 * @param embeddings [batch, dimensions]; memory grows with batch² · dimensions
 */
export function batchHardTriplet(labels: tf.Tensor1D, embeddings: tf.Tensor2D, margin: Margin): tf.Tensor1D {
  const [batch] = embeddings.shape;
  const { distances, positive, negative } = pairs(labels, embeddings);
  const farthest = distances.mul(positive).max(1);
  const nearest = distances.add(tf.sub(1, negative).mul(FAR)).min(1);
  const has = positive.max(1).mul(negative.max(1));
  // An anchor without both is taken out before anything is raised to a power.
  const gap = farthest.sub(nearest).mul(has);
  return beyond(gap, margin)
    .mul(has)
    .mul(tf.div(batch, tf.maximum(has.sum(), 1)))
    .as1D();
}

/**
 * Triplet loss, batch all: the mean over all triplets of the batch, or over those that are not yet 0 (`active`, which the paper
 * finds to train better: the many that are solved do not drown the rest). One number an anchor; their mean is that mean.
 *
 * Source: Hermans, Beyer & Leibe 2017, equation 6 and BA≠0.
 *
 * @param embeddings [batch, dimensions]; memory grows with batch³ and batch² · dimensions
 */
export function batchAllTriplet(
  labels: tf.Tensor1D,
  embeddings: tf.Tensor2D,
  margin: Margin,
  mean: 'all' | 'active' = 'active',
): tf.Tensor1D {
  const [batch] = embeddings.shape;
  const { distances, positive, negative } = pairs(labels, embeddings);
  const valid = positive.expandDims(2).mul(negative.expandDims(1));
  const losses = beyond(distances.expandDims(2).sub(distances.expandDims(1)), margin).mul(valid);
  const count = (mean === 'all' ? valid : losses.step()).sum();
  return losses
    .sum([1, 2])
    .mul(tf.div(batch, tf.maximum(count, 1)))
    .as1D();
}
