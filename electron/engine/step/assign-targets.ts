import type * as tf from '@tensorflow/tfjs';
import type { TargetPlan } from '../../../shared/graph/feed';
import type { EncodedBatch, EncodedTensor } from '../../data/dataset';
import { collectLosses } from '../added-losses';
import { collectMoved } from '../moving-weights';
import { TARGET_LOSSES } from '../targets/target-losses';
import { applyModel } from './feeds';

/** Whether the targets of a batch have to be put in order by the outputs before losses are computed: of sets. */
export const needsAssigning = (targets: readonly TargetPlan[]): boolean =>
  targets.some((plan) => TARGET_LOSSES[plan.kind].assigner(plan) !== null);

/**
 * A batch whose targets stand in the order in which these outputs answer them; every other kind of target as it was.
 *
 * @param outputs what the losses are computed of, in the order of the targets; read, not disposed
 */
export function assignTargets(targets: readonly TargetPlan[], batch: EncodedBatch, outputs: readonly tf.Tensor[]): EncodedBatch {
  const assigned: Record<string, EncodedTensor> = { ...batch.targets };
  for (const [i, plan] of targets.entries()) {
    const assign = TARGET_LOSSES[plan.kind].assigner(plan);
    const [target, output] = [batch.targets[plan.node], outputs[i]];
    if (assign && target && output) assigned[plan.node] = assign(target, { shape: output.shape, data: output.dataSync<'float32'>() });
  }
  return { ...batch, targets: assigned };
}

/** What the model gives in training mode, where nothing that its layers say besides is taken up. */
export function trainingOutputs(model: tf.LayersModel, inputs: tf.Tensor[]): tf.Tensor[] {
  const { value, moved } = collectMoved(() => collectLosses(() => applyModel(model, inputs, true)));
  for (const { next } of moved) next.dispose();
  for (const loss of value.added) loss.dispose();
  return value.value;
}
