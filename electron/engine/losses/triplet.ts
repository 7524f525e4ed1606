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
  /** [batch], 1 where a sample stands for the first time. */
  readonly first: tf.Tensor1D;
}

const alike = (of: tf.Tensor1D): tf.Tensor => of.expandDims(1).equal(of.expandDims(0)).cast('float32');

/**
 * @param samples [batch], which sample each row is, where rows repeat others (a batch that was filled up to its size); null:
 * every row is one of its own
 */
function pairs(labels: tf.Tensor1D, embeddings: tf.Tensor2D, samples: tf.Tensor1D | null): Pairs {
  const [batch] = embeddings.shape;
  const same = alike(labels);
  const itself = samples ? alike(samples) : tf.eye(batch);
  const places = tf.range(0, batch, 1);
  const before = places.expandDims(0).less(places.expandDims(1)).cast('float32');
  const first = tf.sub(1, itself.mul(before).max(1)) as tf.Tensor1D;
  return {
    // By differences, not by products: near ones keep their digits.
    distances: euclidean(embeddings.expandDims(1), embeddings.expandDims(0)) as tf.Tensor2D,
    positive: same.mul(tf.sub(1, itself)) as tf.Tensor2D,
    negative: tf.sub(1, same) as tf.Tensor2D,
    first,
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
export function batchHardTriplet(
  labels: tf.Tensor1D,
  embeddings: tf.Tensor2D,
  margin: Margin,
  samples: tf.Tensor1D | null = null,
): tf.Tensor1D {
  const { distances, positive, negative, first } = pairs(labels, embeddings, samples);
  const farthest = distances.mul(positive).max(1);
  const nearest = distances.add(tf.sub(1, negative).mul(FAR)).min(1);
  const has = positive.max(1).mul(negative.max(1));
  // An anchor without both is taken out before anything is raised to a power.
  const gap = farthest.sub(nearest).mul(has);
  return beyond(gap, margin)
    .mul(has)
    .mul(tf.div(first.sum(), tf.maximum(has.mul(first).sum(), 1)))
    .as1D();
}

/**
 * Triplet loss, semi-hard: for every sample as anchor and every other of its class, [margin + D(a, p) − D(a, n)]₊ with the
 * nearest n of another class that lies farther away than p; where all lie nearer, the farthest of them. One number an anchor,
 * whose mean over the batch is the mean over all pairs of anchor and positive that have a negative; a batch without any gives 0.
 *
 * Source: Schroff, Kalenichenko & Philbin 2015, equation 4; the fall-back is that of TensorFlow Addons'
 * `triplet_semihard_loss`.
 *
 * @param labels [batch], who or what each sample is
 * @param embeddings [batch, dimensions]; memory grows with batch³ and batch² · dimensions
 */
export function semiHardTriplet(
  labels: tf.Tensor1D,
  embeddings: tf.Tensor2D,
  margin: Margin,
  samples: tf.Tensor1D | null = null,
): tf.Tensor1D {
  const { distances, positive, negative, first } = pairs(labels, embeddings, samples);
  const others = negative.expandDims(1);
  // Not `greater`, which has no gradient, not even 0.
  const outside = distances.expandDims(1).sub(distances.expandDims(2)).step().mul(others);
  const nearest = distances.expandDims(1).add(tf.sub(1, outside).mul(FAR)).min(2);
  const any = outside.max(2);
  const farthest = distances.mul(negative).max(1, true);
  const chosen = nearest.mul(any).add(farthest.mul(tf.sub(1, any)));
  const valid = positive.mul(first.expandDims(0)).mul(negative.max(1, true));
  const gap = distances.sub(chosen).mul(valid);
  return beyond(gap, margin)
    .mul(valid)
    .sum(1)
    .mul(tf.div(first.sum(), tf.maximum(valid.mul(first.expandDims(1)).sum(), 1)))
    .as1D();
}

/** [batch], 1 where the nearest other row is of the same class. Without a row of the same class 0. */
export function nearestIsSame(labels: tf.Tensor1D, embeddings: tf.Tensor2D, samples: tf.Tensor1D | null = null): tf.Tensor1D {
  const { distances, positive, negative } = pairs(labels, embeddings, samples);
  const nearest = (among: tf.Tensor2D) => distances.add(tf.sub(1, among).mul(FAR)).min(1);
  return nearest(positive).less(nearest(negative)).cast('float32') as tf.Tensor1D;
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
  const { distances, positive, negative } = pairs(labels, embeddings, null);
  const valid = positive.expandDims(2).mul(negative.expandDims(1));
  const losses = beyond(distances.expandDims(2).sub(distances.expandDims(1)), margin).mul(valid);
  const count = (mean === 'all' ? valid : losses.step()).sum();
  return losses
    .sum([1, 2])
    .mul(tf.div(batch, tf.maximum(count, 1)))
    .as1D();
}
