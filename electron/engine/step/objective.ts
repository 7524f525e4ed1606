import type * as tf from '@tensorflow/tfjs';
import type { TargetPlan } from '../../../shared/graph/feed';
import { collectLosses } from '../added-losses';
import type { OutputForm } from '../targets/define-target-losses';
import { applyModel } from './feeds';
import { meanOfSamples, sampleCounts, sampleLosses, targetMetricSum } from './losses';
import { type Penalty, penalty } from './penalties';

/** What training makes small. */
export interface Objective {
  /** From the feeds to what the losses are computed of. */
  readonly model: tf.LayersModel;
  /** In the order of the model's outputs. */
  readonly targets: readonly TargetPlan[];
  /** Of each output. */
  readonly forms: readonly OutputForm[];
  /** What each target's loss counts, in training and where it is judged, as in Keras; absent: 1. */
  readonly lossWeights?: readonly number[];
  /** What weights add to the loss, in training and where it is judged, as in Keras; absent: nothing. */
  readonly penalties?: readonly Penalty[];
}

export interface Judged {
  /** Mean over the batch, all targets, and what weights add. */
  readonly total: tf.Scalar;
  /** By target: summed over the batch. */
  readonly metrics: readonly tf.Scalar[];
}

/** A loss of the target at `index`, with what it counts. */
export function weighted({ lossWeights }: Pick<Objective, 'lossWeights'>, index: number, loss: tf.Tensor): tf.Tensor {
  const weight = lossWeights?.[index] ?? 1;
  return weight === 1 ? loss : loss.mul(weight);
}

/** Losses and metrics of one batch in training mode. */
export function judge(objective: Objective, inputs: tf.Tensor[], expected: readonly tf.Tensor[], classWeights: tf.Tensor1D | null): Judged {
  const { model, targets, forms } = objective;
  const { value: outputs, added } = collectLosses(() => applyModel(model, inputs, true));
  const judged = targets.map((plan, i) => {
    const [target, output] = [expected[i], outputs[i]];
    if (!target || !output) throw new Error(`no target or output for “${plan.node}”`);
    const loss = meanOfSamples(sampleLosses(plan, target, output, forms[i] ?? 'values', classWeights), sampleCounts(plan, target));
    return { loss: weighted(objective, i, loss) as tf.Scalar, metric: targetMetricSum(plan, target, output, forms[i] ?? 'values') };
  });
  const own = penalty(objective.penalties ?? []);
  const losses = [...judged.map(({ loss }) => loss), ...(own ? [own] : []), ...(added as readonly tf.Scalar[])];
  const total = losses.reduce((a, b) => a.add(b)) as tf.Scalar;
  for (const loss of added) loss.dispose();
  return { total, metrics: judged.map(({ metric }) => metric) };
}
