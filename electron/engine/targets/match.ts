import type * as tf from '@tensorflow/tfjs';
import { contrastiveOfDistances } from '../losses/contrastive';
import { accuracyAt } from '../metrics/best-threshold';
import { equalErrorRate } from '../metrics/equal-error-rate';
import { rocAuc } from '../metrics/roc-auc';
import { chosenThreshold } from './chosen-threshold';
import { defineTargetLosses } from './define-target-losses';

const negated = (distances: Float32Array): Float32Array => distances.map((distance) => -distance);

/** Pairs: the output is a distance, the target 1 where both are the same. */
export const matchLosses = defineTargetLosses('match', {
  takesOut: () => null,
  losses: ({ margin }, target, output) => contrastiveOfDistances(target.as1D(), output.as1D(), margin),
  metric: () => 'accuracy',
  // Before a threshold is chosen, half of the margin stands for it.
  metrics: ({ margin }, target, output) =>
    output
      .lessEqual(margin / 2)
      .toFloat()
      .equal(target)
      .toFloat()
      .as1D() as tf.Tensor1D,
  whole: (_plan, { threshold }, { expected, given }) => {
    const scores = negated(given);
    return {
      equal_error_rate: equalErrorRate(expected, scores).rate,
      auc: rocAuc(expected, scores),
      ...(threshold !== null && { accuracy: accuracyAt(expected, scores, -threshold) }),
    };
  },
  calibrate: (plan, state, { expected, given }) => ({
    ...state,
    threshold: chosenThreshold({ same: Array.from(expected), distances: given }, plan.threshold) ?? plan.margin / 2,
  }),
});
