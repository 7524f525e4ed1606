import * as tf from '@tensorflow/tfjs';
import { firstShape, firstTensor, type SymbolicShape } from './layer-config';

/** A mask that leaves no place out: ones [batch, places] for a sequence [batch, places, features]. */
export class EveryPlace extends tf.layers.Layer {
  static readonly className = 'EveryPlace';

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    return firstShape(inputShape).slice(0, -1);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => tf.ones(firstTensor(inputs).shape.slice(0, -1)));
  }
}
