import * as tf from '@tensorflow/tfjs';
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

/** The model's outputs as a list, in its order. */
export function applyModel(model: tf.LayersModel, inputs: tf.Tensor[], training: boolean): tf.Tensor[] {
  const outputs = model.apply(inputs, { training });
  // Applied to tensors, a model answers with tensors.
  return (Array.isArray(outputs) ? outputs : [outputs]) as tf.Tensor[];
}
