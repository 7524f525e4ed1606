import { type Numbers, refuseNaN, refuseOtherLabels, sameLength } from './numbers';
import { rocCurve } from './roc-curve';

export interface BestThreshold {
  /** Taken for the same (or true) from this score on. */
  readonly threshold: number;
  readonly accuracy: number;
}

/** Above the lower score and at most the upper one, midway if there is a number between. */
function between(upper: number, lower: number): number {
  const middle = upper / 2 + lower / 2;
  return Number.isFinite(middle) && middle > lower ? middle : upper;
}

/**
 * The threshold with the greatest accuracy, to be chosen on validation and then applied to test data with `accuracyAt`. It lies
 * midway between two scores that were seen, so that it holds for scores beside them; of several equally good ones the
 * greatest is taken (the most careful). Where it is best to take everything for false, it is +∞. No samples: NaN for both.
 * NaN scores are refused.
 *
 * Source: the protocol of Labeled Faces in the Wild, Huang et al. 2007.
 *
 * @param labels 1 or 0 of each sample
 * @param scores greater for what is more likely true
 */
export function bestThreshold(labels: Numbers, scores: Numbers): BestThreshold {
  const { points, positives, negatives } = rocCurve(labels, scores);
  const count = positives + negatives;
  if (count === 0) return { threshold: Number.NaN, accuracy: Number.NaN };
  let best = { threshold: Number.POSITIVE_INFINITY, right: negatives };
  for (const [i, point] of points.entries()) {
    const right = point.truePositives + negatives - point.falsePositives;
    const next = points[i + 1];
    if (i > 0 && right > best.right) best = { threshold: next ? between(point.threshold, next.threshold) : point.threshold, right };
  }
  return { threshold: best.threshold, accuracy: best.right / count };
}

/** The part of the samples that a threshold judges rightly: 1 from the threshold on, 0 below. No samples: NaN. */
export function accuracyAt(labels: Numbers, scores: Numbers, threshold: number): number {
  sameLength(labels, scores, 'labels and scores');
  refuseOtherLabels(labels, 2, 'labels');
  refuseNaN(scores, 'score');
  let right = 0;
  for (let i = 0; i < labels.length; i++) if (((scores[i] ?? Number.NaN) >= threshold ? 1 : 0) === labels[i]) right++;
  return right / labels.length;
}
