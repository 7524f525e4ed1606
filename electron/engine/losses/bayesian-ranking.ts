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
