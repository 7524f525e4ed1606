import * as tf from '@tensorflow/tfjs';
import { firstShape, firstTensor, type SymbolicShape } from './layer-config';
import { unitLength } from './unit-length';

/** Keras's `UnitNormalization` over the last axis. */
export class UnitNormalization extends tf.layers.Layer {
  static readonly className = 'UnitNormalization';

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    return firstShape(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => unitLength(firstTensor(inputs), -1, 1e-12));
  }
}
