import { type Numbers, refuseNaN, refuseOtherLabels, rowsOf } from './numbers';

/**
 * The part of the samples whose class is among the k that score most. Equal to scikit-learn's `top_k_accuracy_score` where
 * scores differ; of equal scores the lower class index goes first, so that k = 1 is the accuracy by `argMax`, and a model that
 * says the same of all classes is not right everywhere. k of all classes or more: 1. No samples: NaN. NaN scores are refused.
 *
 * @param labels class index of each sample
 * @param scores [samples, classes], row after row
 */
export function topKAccuracy(labels: Numbers, scores: Numbers, classes: number, k: number): number {
  const rows = rowsOf(scores, classes, 'scores');
  if (rows !== labels.length) throw new Error(`${labels.length} labels, ${rows} rows of scores`);
  if (!Number.isInteger(k) || k < 1) throw new Error(`the first ${k} are none`);
  refuseOtherLabels(labels, classes, 'labels');
  refuseNaN(scores, 'score');
  let right = 0;
  for (let row = 0; row < rows; row++) {
    const label = labels[row] ?? 0;
    const own = scores[row * classes + label] ?? Number.NaN;
    let before = 0;
    for (let c = 0; c < classes; c++) {
      const other = scores[row * classes + c] ?? Number.NaN;
      if (other > own || (other === own && c < label)) before++;
    }
    if (before < k) right++;
  }
  return right / rows;
}
