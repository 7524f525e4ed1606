import { type Numbers, refuseOtherLabels, rowsOf, sameLength } from './numbers';

/** How the classes' numbers become one; `binary` looks at class 1 alone. As scikit-learn's `average`. */
export type Averaging = 'binary' | 'macro' | 'micro' | 'weighted';

export interface PrecisionRecall {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** Of one class: right, taken for it wrongly, missed. */
interface Counts {
  truePositives: number;
  falsePositives: number;
  falseNegatives: number;
}

/** `zero_division=0`. */
const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

const fromCounts = ({ truePositives, falsePositives, falseNegatives }: Counts): PrecisionRecall => ({
  precision: ratio(truePositives, truePositives + falsePositives),
  recall: ratio(truePositives, truePositives + falseNegatives),
  // Not of precision and recall, so that rounding enters once.
  f1: ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives),
});

function averaged(counts: readonly Counts[], averaging: Averaging): PrecisionRecall {
  switch (averaging) {
    case 'binary': {
      const [, positive] = counts;
      if (!positive || counts.length !== 2) throw new Error(`“binary” knows two classes, not ${counts.length}`);
      return fromCounts(positive);
    }
    case 'micro': {
      const total: Counts = { truePositives: 0, falsePositives: 0, falseNegatives: 0 };
      for (const c of counts) {
        total.truePositives += c.truePositives;
        total.falsePositives += c.falsePositives;
        total.falseNegatives += c.falseNegatives;
      }
      return fromCounts(total);
    }
    case 'macro':
    case 'weighted': {
      const weights = counts.map((c) => (averaging === 'macro' ? 1 : c.truePositives + c.falseNegatives));
      const sum = weights.reduce((a, b) => a + b, 0);
      const mean = (of: keyof PrecisionRecall): number =>
        ratio(
          counts.reduce((total, c, i) => total + fromCounts(c)[of] * (weights[i] ?? 0), 0),
          sum,
        );
      return { precision: mean('precision'), recall: mean('recall'), f1: mean('f1') };
    }
  }
}

const none = (classes: number): Counts[] =>
  Array.from({ length: classes }, () => ({ truePositives: 0, falsePositives: 0, falseNegatives: 0 }));

function note(counts: Counts | undefined, expected: boolean, given: boolean): void {
  if (!counts) throw new Error('there is no such class');
  if (expected && given) counts.truePositives++;
  else if (given) counts.falsePositives++;
  else if (expected) counts.falseNegatives++;
}

/**
 * Precision TP / (TP + FP), recall TP / (TP + FN) and F1 2 TP / (2 TP + FP + FN) of a choice among classes. Equal to
 * scikit-learn's `precision_recall_fscore_support(labels=range(classes), zero_division=0)`: what would be divided by 0 (a class
 * never found, or never there; no samples) is 0 and counts as such in `macro`.
 *
 * Source: van Rijsbergen 1979.
 *
 * @param labels class index of each sample
 * @param predictions the class given, likewise
 */
export function precisionRecallF1(labels: Numbers, predictions: Numbers, classes: number, averaging: Averaging): PrecisionRecall {
  sameLength(labels, predictions, 'labels and predictions');
  refuseOtherLabels(labels, classes, 'labels');
  refuseOtherLabels(predictions, classes, 'predictions');
  const counts = none(classes);
  for (let i = 0; i < labels.length; i++) {
    const [label = 0, given = 0] = [labels[i], predictions[i]];
    note(counts[label], true, label === given);
    if (label !== given) note(counts[given], false, true);
  }
  return averaged(counts, averaging);
}

/**
 * The same where a sample may have several classes or none: each class is right or wrong for itself.
 *
 * @param labels [samples, classes] of 1 and 0, row after row
 * @param predictions likewise
 */
export function multiLabelPrecisionRecallF1(
  labels: Numbers,
  predictions: Numbers,
  classes: number,
  averaging: Exclude<Averaging, 'binary'>,
): PrecisionRecall {
  sameLength(labels, predictions, 'labels and predictions');
  refuseOtherLabels(labels, 2, 'labels');
  refuseOtherLabels(predictions, 2, 'predictions');
  const counts = none(classes);
  const rows = rowsOf(labels, classes, 'labels');
  for (let i = 0; i < rows * classes; i++) note(counts[i % classes], labels[i] === 1, predictions[i] === 1);
  return averaged(counts, averaging);
}
