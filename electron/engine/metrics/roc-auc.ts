import { type Numbers, refuseOtherLabels, rowsOf } from './numbers';
import { rocCurve } from './roc-curve';

/**
 * Area under the ROC curve: the chance that a positive sample scores more than a negative one, ties counted half.
 * Exact (Mann and Whitney's U in whole numbers), and equal to scikit-learn's `roc_auc_score`. NaN where one class alone is
 * there or nothing at all: the area is undefined. NaN scores are refused.
 *
 * Source: Hanley & McNeil 1982; Fawcett 2006.
 *
 * @param labels 1 or 0 of each sample
 * @param scores probabilities, logits: only their order counts
 */
export function rocAuc(labels: Numbers, scores: Numbers): number {
  const { points, positives, negatives } = rocCurve(labels, scores);
  if (positives === 0 || negatives === 0) return Number.NaN;
  let twice = 0;
  for (const [i, point] of points.entries()) {
    const before = points[i - 1];
    if (before) twice += (point.falsePositives - before.falsePositives) * (point.truePositives + before.truePositives);
  }
  return twice / (2 * positives * negatives);
}

/**
 * The same of several classes: each against the rest, and the plain mean of them. Equal to scikit-learn's
 * `roc_auc_score(multi_class='ovr', average='macro')`. A class that no sample has, or all have, would be undefined: then so is
 * the mean (NaN).
 *
 * @param labels class index of each sample
 * @param scores [samples, classes], row after row
 */
export function rocAucMacro(labels: Numbers, scores: Numbers, classes: number): number {
  const rows = rowsOf(scores, classes, 'scores');
  if (rows !== labels.length) throw new Error(`${labels.length} labels, ${rows} rows of scores`);
  refuseOtherLabels(labels, classes, 'labels');
  let sum = 0;
  for (let c = 0; c < classes; c++) {
    const own = Array.from(labels, (label) => (label === c ? 1 : 0));
    const column = Float64Array.from({ length: rows }, (_, row) => scores[row * classes + c] ?? Number.NaN);
    sum += rocAuc(own, column);
  }
  return sum / classes;
}
