import * as tf from '@tensorflow/tfjs';
import type { TargetPlan } from '../../../shared/graph/feed';
import type { EncodedBatch, EncodedTensor } from '../../data/dataset';

/** Uploads an encoded tensor. */
export function toTensor(encoded: EncodedTensor): tf.Tensor {
  return tf.tensor(encoded.data, [...encoded.shape], encoded.data instanceof Int32Array ? 'int32' : 'float32');
}

/** The model's inputs in its order. */
export function feedTensors(model: tf.LayersModel, batch: EncodedBatch): tf.Tensor[] {
  return model.inputNames.map((name) => {
    const feed = batch.feeds[name];
    if (!feed) throw new Error(`the batch has nothing for the input “${name}”`);
    return toTensor(feed);
  });
}

/** What the model should give, in the order of its targets. */
export function targetTensors(targets: readonly TargetPlan[], batch: EncodedBatch): tf.Tensor[] {
  return targets.map((plan) => {
    const target = batch.targets[plan.node];
    if (!target) throw new Error(`the batch has no target for “${plan.node}”`);
    return toTensor(target);
  });
}

/** The model's outputs as a list, in its order. */
export function applyModel(model: tf.LayersModel, inputs: tf.Tensor[], training: boolean): tf.Tensor[] {
  const outputs = model.apply(inputs, { training });
  // Applied to tensors, a model answers with tensors.
  return (Array.isArray(outputs) ? outputs : [outputs]) as tf.Tensor[];
}
