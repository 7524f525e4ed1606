import type { Numbers } from './numbers';
import { rocCurve } from './roc-curve';

export interface EqualErrorRate {
  /** The rate at which as many of the different are let in as of the same are turned away. */
  readonly rate: number;
  /** Taken for the same from this score on. */
  readonly threshold: number;
}

/**
 * Equal error rate of verification: where the ROC curve, its points joined by lines, meets false acceptance = false
 * rejection; the threshold lies between those of the two points in the same proportion. Before the greatest score there is
 * none to go towards: there it is the greatest score. NaN for both where one class alone is there. NaN scores are refused.
 * Equal to the root of 1 − x − TPR(x) on scikit-learn's `roc_curve`.
 *
 * Source: ISO/IEC 19795-1; Martin et al. 1997.
 *
 * @param labels 1: the same, 0: different
 * @param scores greater for what is more alike (of distances: their negatives)
 */
export function equalErrorRate(labels: Numbers, scores: Numbers): EqualErrorRate {
  const { points, positives, negatives } = rocCurve(labels, scores);
  if (positives === 0 || negatives === 0) return { rate: Number.NaN, threshold: Number.NaN };
  // False rejection − false acceptance, times positives · negatives: falls from point to point, in whole numbers.
  const gap = (tp: number, fp: number): number => (positives - tp) * negatives - fp * positives;
  for (const [i, point] of points.entries()) {
    const before = points[i - 1];
    const after = gap(point.truePositives, point.falsePositives);
    if (!before || after > 0) continue;
    const start = gap(before.truePositives, before.falsePositives);
    const share = start / (start - after);
    const falsePositives = before.falsePositives + share * (point.falsePositives - before.falsePositives);
    const threshold =
      before.threshold === Number.POSITIVE_INFINITY || share === 1
        ? point.threshold
        : before.threshold + share * (point.threshold - before.threshold);
    return { rate: falsePositives / negatives, threshold };
  }
  throw new Error('a ROC curve ends where everything is accepted');
}
