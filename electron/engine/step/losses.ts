import * as tf from '@tensorflow/tfjs';
import type { TargetPlan } from '../../../shared/graph/feed';
import { softmaxCrossentropy } from './softmax-crossentropy';

type ClassesPlan = Extract<TargetPlan, { kind: 'classes' }>;

/** Keras's `backend.epsilon()`. */
const EPSILON = 1e-7;

/** Keras's `categorical_crossentropy` on probabilities, by sample: scaled to sum 1, kept off 0 and 1. */
export function categoricalCrossentropy(target: tf.Tensor2D, output: tf.Tensor2D, labelSmoothing: number): tf.Tensor1D {
  const classes = target.shape[1];
  const smooth = labelSmoothing > 0 ? target.mul(1 - labelSmoothing).add(labelSmoothing / classes) : target;
  const scaled = output.div(output.sum(-1, true)).clipByValue(EPSILON, 1 - EPSILON);
  return smooth.mul(scaled.log()).sum(-1).neg().as1D();
}

/** Keras's losses for values, by sample: the mean over the last axis. Huber's delta is 1. */
export function valueLoss(loss: Extract<TargetPlan, { kind: 'value' }>['loss'], target: tf.Tensor2D, output: tf.Tensor2D): tf.Tensor1D {
  const error = output.sub(target);
  switch (loss) {
    case 'mean_squared_error':
      return error.square().mean(-1).as1D();
    case 'mean_absolute_error':
      return error.abs().mean(-1).as1D();
    case 'huber': {
      const size = error.abs();
      // Half a square up to 1, a line beyond: clipping in place of `where` leaves no NaN in the gradient.
      const near = size.clipByValue(0, 1);
      return near.square().mul(0.5).add(size.sub(near)).mean(-1).as1D();
    }
  }
}

/** What a model gives at an output: the target's own numbers, or what goes into the softmax that makes them. */
export type OutputForm = 'values' | 'logits';

const rows = (tensor: tf.Tensor): tf.Tensor2D =>
  tensor.rank === 2 ? (tensor as tf.Tensor2D) : tensor.reshape([-1, tensor.shape.at(-1) ?? 1]);

/** One number a sample out of one a row: where a sample has several places, their mean. */
const bySample = (values: tf.Tensor1D, batch: number): tf.Tensor1D =>
  values.shape[0] === batch ? values : (values.reshape([batch, -1]).mean(-1) as tf.Tensor1D);

function classLosses(plan: ClassesPlan, target: tf.Tensor, output: tf.Tensor, form: OutputForm, weights: tf.Tensor1D | null): tf.Tensor1D {
  const flat = rows(output);
  const classes = flat.shape[1];
  const indices = target.dtype === 'int32';
  const hot = (): tf.Tensor2D => (indices ? (tf.oneHot(target.flatten() as tf.Tensor1D, classes).toFloat() as tf.Tensor2D) : rows(target));
  const losses = (): tf.Tensor1D => {
    if (form === 'values') return categoricalCrossentropy(hot(), flat, plan.label_smoothing);
    if (indices && plan.label_smoothing === 0) return softmaxCrossentropy(target.flatten() as tf.Tensor1D, flat);
    const smooth =
      plan.label_smoothing > 0
        ? hot()
            .mul(1 - plan.label_smoothing)
            .add(plan.label_smoothing / classes)
        : hot();
    return softmaxCrossentropy(smooth as tf.Tensor2D, flat);
  };
  const weighted = weights ? losses().mul(hot().mul(weights).sum(-1)).as1D() : losses();
  return bySample(weighted, output.shape[0] ?? 1);
}

/**
 * The loss of one target, sample by sample; class weights multiply it, as in Keras.
 *
 * @param target as the batch has it: one row a sample, or class indices (int32)
 */
export function sampleLosses(
  plan: TargetPlan,
  target: tf.Tensor,
  output: tf.Tensor,
  form: OutputForm,
  weights: tf.Tensor1D | null,
): tf.Tensor1D {
  switch (plan.kind) {
    case 'classes':
      return classLosses(plan, target, output, form, weights);
    case 'value':
      return bySample(valueLoss(plan.loss, rows(target), rows(output)), output.shape[0] ?? 1);
  }
}

/** The same, averaged over the batch. */
export function targetLoss(
  plan: TargetPlan,
  target: tf.Tensor,
  output: tf.Tensor,
  weights: tf.Tensor1D | null,
  form: OutputForm = 'values',
): tf.Scalar {
  return sampleLosses(plan, target, output, form, weights).mean().asScalar();
}

/** Keras's name of the metric shown beside the loss. */
export function metricName(plan: TargetPlan): 'accuracy' | 'mae' {
  return plan.kind === 'classes' ? 'accuracy' : 'mae';
}

/** Of each sample: whether it is right (1 or 0, or the part of its places that are), or its absolute error in the unit of the model's output. */
export function sampleMetrics(plan: TargetPlan, target: tf.Tensor, output: tf.Tensor): tf.Tensor1D {
  const batch = output.shape[0] ?? 1;
  switch (plan.kind) {
    case 'classes': {
      const expected = target.dtype === 'int32' ? target.flatten() : rows(target).argMax(-1);
      return bySample(expected.equal(rows(output).argMax(-1)).toFloat() as tf.Tensor1D, batch);
    }
    case 'value':
      return bySample(rows(output).sub(rows(target)).abs().mean(-1) as tf.Tensor1D, batch);
  }
}

/** Summed over the batch, not averaged: a count is exact in single precision. */
export function targetMetricSum(plan: TargetPlan, target: tf.Tensor, output: tf.Tensor): tf.Scalar {
  return sampleMetrics(plan, target, output).sum().asScalar();
}

/** By Keras's names; with several targets those after the first carry their node's name. */
export function namedMetrics(targets: readonly TargetPlan[], values: ArrayLike<number>): Record<string, number> {
  const metrics: Record<string, number> = {};
  for (const [i, plan] of targets.entries()) {
    const name = metricName(plan);
    metrics[name in metrics ? `${plan.node}_${name}` : name] = values[i] ?? Number.NaN;
  }
  return metrics;
}
