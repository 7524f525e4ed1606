import * as tf from '@tensorflow/tfjs';
import { bySample } from './by-sample';

/**
 * Bayesian personalised ranking: −ln σ(score of what was chosen − score of what was not), averaged over the drawn ones that were
 * not.
 *
 * Source: Rendle et al. 2009.
 *
 * @param chosen [batch]
 * @param others [batch, drawn]
 */
export function bayesianRankingLoss(chosen: tf.Tensor1D, others: tf.Tensor2D): tf.Tensor1D {
  return bySample(tf.softplus(others.sub(chosen.expandDims(1))));
}

/**
 * Bayesian personalised ranking over all items: of each place the mean over all other items of −ln σ(s − s′). Rendle's criterion
 * itself, of which drawing some of the others is an estimate: all scores are there already.
 *
 * Source: Rendle et al. 2009, section 4.1.
 *
 * @param right [rows], ids
 * @param scores [rows, items]; item 0 is none
 */
export function bayesianRankingOverAll(right: tf.Tensor1D, scores: tf.Tensor2D): tf.Tensor1D {
  const [, items] = scores.shape;
  const hot = tf.oneHot(right, items).toFloat();
  const others = tf.sub(1, hot).mul(tf.tensor2d([[0, ...new Array<number>(items - 1).fill(1)]]));
  const chosen = scores.mul(hot).sum(-1, true);
  return tf
    .softplus(scores.sub(chosen))
    .mul(others)
    .sum(-1)
    .div(Math.max(1, items - 2))
    .as1D();
}
