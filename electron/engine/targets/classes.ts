import * as tf from '@tensorflow/tfjs';
import type { TargetPlanOf } from '../../../shared/graph/feed';
import { isBinary } from '../../../shared/graph/targets/binary';
import { binaryCrossentropy, type Form } from '../losses/binary-crossentropy';
import { EPSILON } from '../losses/by-sample';
import { binaryFocal, categoricalFocal } from '../losses/focal';
import { precisionRecallF1 } from '../metrics/precision-recall';
import { rocAuc, rocAucMacro } from '../metrics/roc-auc';
import { topKAccuracy } from '../metrics/top-k-accuracy';
import { softmaxCrossentropy } from '../step/softmax-crossentropy';
import { defineTargetLosses, type OutputForm, type WholeSplit } from './define-target-losses';
import { meanBySample, rows } from './rows';

type Plan = TargetPlanOf<'classes'>;

/** Keras's `TopKCategoricalAccuracy`: k is 5. */
const TOP = 5;

/** Above so many classes the area under the curve is not worth its sorting. */
const MOST_AREAS = 100;

const formOf = (form: OutputForm): Form => (form === 'logits' ? 'logits' : 'probabilities');

/** Keras's `categorical_crossentropy` on probabilities, by row: scaled to sum 1, kept off 0 and 1. */
function onProbabilities(target: tf.Tensor2D, output: tf.Tensor2D): tf.Tensor1D {
  const scaled = output.div(output.sum(-1, true)).clipByValue(EPSILON, 1 - EPSILON);
  return target.mul(scaled.log()).sum(-1).neg().as1D();
}

/** One sigmoid: the target is 1 for the second class. */
function binaryLosses(plan: Plan, target: tf.Tensor, output: tf.Tensor, form: OutputForm, weights: tf.Tensor1D | null): tf.Tensor1D {
  const smoothing = plan.label_smoothing;
  const losses =
    plan.loss === 'binary_focal_crossentropy'
      ? binaryFocal(target, output, formOf(form), plan.alpha ?? null, { gamma: plan.gamma ?? 2, labelSmoothing: smoothing })
      : binaryCrossentropy(target, output, formOf(form), smoothing);
  if (!weights) return losses;
  const [no, yes] = [weights.slice(0, 1), weights.slice(1, 1)];
  const y = target.reshape([-1]);
  return losses.mul(y.mul(yes).add(tf.sub(1, y).mul(no))).as1D();
}

function losses(plan: Plan, target: tf.Tensor, output: tf.Tensor, form: OutputForm, weights: tf.Tensor1D | null): tf.Tensor1D {
  const flat = rows(output);
  const classes = flat.shape[1];
  const indices = target.dtype === 'int32';
  const hot = (): tf.Tensor2D => (indices ? (tf.oneHot(target.flatten() as tf.Tensor1D, classes).toFloat() as tf.Tensor2D) : rows(target));
  const smooth = (): tf.Tensor2D =>
    plan.label_smoothing > 0
      ? (hot()
          .mul(1 - plan.label_smoothing)
          .add(plan.label_smoothing / classes) as tf.Tensor2D)
      : hot();
  const byRow = (): tf.Tensor1D => {
    if (plan.loss === 'categorical_focal_crossentropy') {
      return categoricalFocal(smooth(), flat, formOf(form), plan.alpha ?? 0.25, { gamma: plan.gamma ?? 2 });
    }
    if (form === 'values') return onProbabilities(smooth(), flat);
    if (indices && plan.label_smoothing === 0) return softmaxCrossentropy(target.flatten() as tf.Tensor1D, flat);
    return softmaxCrossentropy(smooth(), flat);
  };
  const weighted = weights ? byRow().mul(hot().mul(weights).sum(-1)).as1D() : byRow();
  return meanBySample(weighted, output.shape[0] ?? 1);
}

function wholeBinary({ expected, given }: WholeSplit): { [name: string]: number } {
  const said = Array.from(given, (p) => (p >= 0.5 ? 1 : 0));
  return { f1_score: precisionRecallF1(expected, said, 2, 'binary').f1, auc: rocAuc(expected, given) };
}

function indexOfMost(values: ArrayLike<number>, row: number, width: number): number {
  let most = 0;
  for (let c = 1; c < width; c++) if ((values[row * width + c] ?? 0) > (values[row * width + most] ?? 0)) most = c;
  return most;
}

/** One of some classes: a softmax over all, or one sigmoid for two. */
export const classesLosses = defineTargetLosses('classes', {
  takesOut: ({ loss }) => (isBinary(loss) ? 'sigmoid' : 'softmax'),
  losses: (plan, target, output, form, weights) =>
    isBinary(plan.loss) ? binaryLosses(plan, target, output, form, weights) : losses(plan, target, output, form, weights),
  metric: () => 'accuracy',
  metrics: (plan, target, output, form) => {
    const batch = output.shape[0] ?? 1;
    if (isBinary(plan.loss)) {
      const said = output.greaterEqual(form === 'logits' ? 0 : 0.5).toFloat();
      return meanBySample(said.equal(target).toFloat().flatten() as tf.Tensor1D, batch);
    }
    const expected = target.dtype === 'int32' ? target.flatten() : rows(target).argMax(-1);
    return meanBySample(expected.equal(rows(output).argMax(-1)).toFloat() as tf.Tensor1D, batch);
  },
  whole: (plan, _state, split) => {
    if (isBinary(plan.loss)) return wholeBinary(split);
    const { samples, expected, given } = split;
    const { classes } = plan;
    // Places of a sequence are judged one by one elsewhere.
    if (given.length !== samples * classes || expected.length !== given.length) return {};
    const labels = Array.from({ length: samples }, (_, row) => indexOfMost(expected, row, classes));
    const said = labels.map((_, row) => indexOfMost(given, row, classes));
    return {
      f1_score: precisionRecallF1(labels, said, classes, 'macro').f1,
      ...(classes <= MOST_AREAS && { auc: rocAucMacro(labels, given, classes) }),
      ...(classes > TOP && { top_k_categorical_accuracy: topKAccuracy(labels, given, classes, TOP) }),
    };
  },
});
