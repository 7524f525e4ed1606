import { descending, type Numbers, refuseNaN, refuseOtherLabels, sameLength } from './numbers';

/** Where the curve goes when everything scored `threshold` or more is taken for positive. */
export interface RocPoint {
  readonly threshold: number;
  /** Counts, not rates: they are exact. */
  readonly truePositives: number;
  readonly falsePositives: number;
}

export interface RocCurve {
  /** From the point where nothing is taken (threshold +∞) to the one where everything is; one point a distinct score. */
  readonly points: readonly RocPoint[];
  readonly positives: number;
  readonly negatives: number;
}

/**
 * The receiver operating characteristic, every point of it: scikit-learn's `roc_curve(drop_intermediate=False)`.
 *
 * @param labels 1 or 0 (true or not) of each sample
 * @param scores greater for what is more likely true; NaN is refused
 */
export function rocCurve(labels: Numbers, scores: Numbers): RocCurve {
  sameLength(labels, scores, 'labels and scores');
  refuseOtherLabels(labels, 2, 'labels');
  refuseNaN(scores, 'score');
  const order = descending(scores);
  const points: RocPoint[] = [{ threshold: Number.POSITIVE_INFINITY, truePositives: 0, falsePositives: 0 }];
  let [truePositives, falsePositives] = [0, 0];
  for (const [at, i] of order.entries()) {
    if (labels[i] === 1) truePositives++;
    else falsePositives++;
    const threshold = scores[i] ?? Number.NaN;
    const next = order[at + 1];
    if (next === undefined || scores[next] !== threshold) points.push({ threshold, truePositives, falsePositives });
  }
  return { points, positives: truePositives, negatives: falsePositives };
}
