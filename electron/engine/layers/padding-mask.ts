import * as tf from '@tensorflow/tfjs';
import { firstShape, firstTensor, type SymbolicShape } from './layer-config';

/** 1 where an id is a token, 0 where it is padding: Keras's mask of `Embedding(mask_zero=True)` as a tensor. */
export class PaddingMask extends tf.layers.Layer {
  static readonly className = 'PaddingMask';

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    return firstShape(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => firstTensor(inputs).notEqual(0).toFloat());
  }
}
