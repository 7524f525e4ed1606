import * as tf from '@tensorflow/tfjs';
import { firstShape, firstTensor, type SymbolicShape } from './layer-config';

/** What comes in, without its mask. */
export class Unmask extends tf.layers.Layer {
  static readonly className = 'Unmask';

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    return firstShape(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return firstTensor(inputs).clone();
  }
}
