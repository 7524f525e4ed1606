import { binaryCrossentropy } from '../losses/binary-crossentropy';
import { binaryFocal } from '../losses/focal';
import { exactMatch } from '../metrics/exact-match';
import { multiLabelPrecisionRecallF1 } from '../metrics/precision-recall';
import { defineTargetLosses } from './define-target-losses';

/** Any number of some labels: a sigmoid each. */
export const labelsLosses = defineTargetLosses('labels', {
  takesOut: () => 'sigmoid',
  losses: (plan, target, output, form) => {
    const given = form === 'logits' ? 'logits' : 'probabilities';
    return plan.loss === 'binary_focal_crossentropy'
      ? binaryFocal(target, output, given, plan.alpha ?? null, { gamma: plan.gamma ?? 2, labelSmoothing: plan.label_smoothing })
      : binaryCrossentropy(target, output, given, plan.label_smoothing);
  },
  metric: () => 'binary_accuracy',
  metrics: (_plan, target, output, form) => {
    const said = output.greaterEqual(form === 'logits' ? 0 : 0.5).toFloat();
    return said.equal(target).toFloat().mean(-1).as1D();
  },
  whole: ({ labels }, _state, { samples, expected, given }) => {
    const said = Array.from(given, (p) => (p >= 0.5 ? 1 : 0));
    const row = (values: ArrayLike<number>, at: number) => Array.from({ length: labels }, (_, label) => values[at * labels + label] ?? 0);
    const rowsOf = (values: ArrayLike<number>) => Array.from({ length: samples }, (_, at) => row(values, at));
    return {
      exact_match: exactMatch(rowsOf(expected), rowsOf(said)),
      micro_f1_score: multiLabelPrecisionRecallF1(expected, said, labels, 'micro').f1,
      macro_f1_score: multiLabelPrecisionRecallF1(expected, said, labels, 'macro').f1,
    };
  },
});
