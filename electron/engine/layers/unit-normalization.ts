import * as tf from '@tensorflow/tfjs';
import { firstShape, firstTensor, type SymbolicShape } from './layer-config';

/** Keras's `UnitNormalization` over the last axis: every vector divided by its length. */
export class UnitNormalization extends tf.layers.Layer {
  static readonly className = 'UnitNormalization';

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    return firstShape(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = firstTensor(inputs);
      // Keras's own least length, 1e-12: a vector of zeros stays one.
      return x.mul(x.square().sum(-1, true).maximum(1e-24).rsqrt());
    });
  }
}
