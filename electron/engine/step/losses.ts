import type * as tf from '@tensorflow/tfjs';
import type { TargetPlan } from '../../../shared/graph/feed';
import type { OutputForm } from '../targets/define-target-losses';
import { TARGET_LOSSES } from '../targets/target-losses';

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
  return TARGET_LOSSES[plan.kind].losses(plan, target, output, form, weights);
}

/** What each sample counts where they are averaged, [batch]; null: all the same. */
export function sampleCounts(plan: TargetPlan, target: tf.Tensor): tf.Tensor1D | null {
  return TARGET_LOSSES[plan.kind].counts(plan, target);
}

/** The mean over the batch of one number a sample. */
export function meanOfSamples(values: tf.Tensor, counts: tf.Tensor1D | null): tf.Scalar {
  if (!counts) return values.mean().asScalar();
  return values.mul(counts).sum().div(counts.sum().maximum(1)).asScalar();
}

/** The loss of one target, averaged over the batch. */
export function targetLoss(
  plan: TargetPlan,
  target: tf.Tensor,
  output: tf.Tensor,
  weights: tf.Tensor1D | null,
  form: OutputForm = 'values',
): tf.Scalar {
  return meanOfSamples(sampleLosses(plan, target, output, form, weights), sampleCounts(plan, target));
}

/** Of each sample: whether it is right (1 or 0, or the part of its places that are), or its absolute error in the unit of the model's output. */
export function sampleMetrics(plan: TargetPlan, target: tf.Tensor, output: tf.Tensor, form: OutputForm): tf.Tensor1D {
  return TARGET_LOSSES[plan.kind].metrics(plan, target, output, form);
}

/** Summed over the batch, not averaged: a count is exact in single precision. Where samples count differently, the mean times the size of the batch. */
export function targetMetricSum(plan: TargetPlan, target: tf.Tensor, output: tf.Tensor, form: OutputForm = 'values'): tf.Scalar {
  const values = sampleMetrics(plan, target, output, form);
  const counts = sampleCounts(plan, target);
  return counts
    ? meanOfSamples(values, counts)
        .mul(target.shape[0] ?? 1)
        .asScalar()
    : values.sum().asScalar();
}

/** Metrics of several targets together: those of the targets after the first carry their node's name where another has the name. */
export function joinMetrics(
  targets: readonly TargetPlan[],
  metrics: readonly { readonly [name: string]: number }[],
): Record<string, number> {
  const joined: Record<string, number> = {};
  for (const [i, plan] of targets.entries()) {
    for (const [name, value] of Object.entries(metrics[i] ?? {})) joined[name in joined ? `${plan.node}_${name}` : name] = value;
  }
  return joined;
}

/** The metric shown beside the loss, by Keras's names. */
export function namedMetrics(targets: readonly TargetPlan[], values: ArrayLike<number>): Record<string, number> {
  return joinMetrics(
    targets,
    targets.map((plan, i) => ({ [TARGET_LOSSES[plan.kind].metric(plan)]: values[i] ?? Number.NaN })),
  );
}
