import type * as tf from '@tensorflow/tfjs';
import type { TargetPlan } from '../../../shared/graph/feed';

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

/** The loss of one target, averaged over the batch; class weights multiply it sample by sample, as in Keras. */
export function targetLoss(plan: TargetPlan, target: tf.Tensor2D, output: tf.Tensor2D, weights: tf.Tensor1D | null): tf.Scalar {
  switch (plan.kind) {
    case 'classes': {
      const losses = categoricalCrossentropy(target, output, plan.label_smoothing);
      if (!weights) return losses.mean().asScalar();
      return losses.mul(target.mul(weights).sum(-1)).mean().asScalar();
    }
    case 'value':
      return valueLoss(plan.loss, target, output).mean().asScalar();
  }
}

/** Keras's name of the metric shown beside the loss. */
export function metricName(plan: TargetPlan): 'accuracy' | 'mae' {
  return plan.kind === 'classes' ? 'accuracy' : 'mae';
}

/** How many samples of the batch are right, or the sum of their absolute errors in the unit of the model's output. */
export function targetMetricSum(plan: TargetPlan, target: tf.Tensor2D, output: tf.Tensor2D): tf.Scalar {
  switch (plan.kind) {
    case 'classes':
      // Summed, not averaged: a count is exact in single precision.
      return target.argMax(-1).equal(output.argMax(-1)).toFloat().sum().asScalar();
    case 'value':
      return output.sub(target).abs().mean(-1).sum().asScalar();
  }
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
