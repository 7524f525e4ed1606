import * as tf from '@tensorflow/tfjs';
import { firstShape, type SymbolicShape, tensorList } from './layer-config';

/** Scales and shifts the features of a sequence: γ ⊙ x + β, with γ and β [batch, features] the same at all places. */
export class FeatureModulation extends tf.layers.Layer {
  static readonly className = 'FeatureModulation';

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    return firstShape(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const [x, gamma, beta] = tensorList(inputs);
      if (!x || !gamma || !beta) throw new Error('a modulation was called without its scale and shift');
      return x.mul(gamma.expandDims(1)).add(beta.expandDims(1));
    });
  }
}
