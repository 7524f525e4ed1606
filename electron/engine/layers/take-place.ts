import * as tf from '@tensorflow/tfjs';
import { firstShape, firstTensor, type LayerArgs, type SymbolicShape } from './layer-config';

interface Config {
  /** From the front; below 0 from the back. */
  readonly index: number;
}

/** One place of a sequence: x[:, index]. */
export class TakePlace extends tf.layers.Layer {
  static readonly className = 'TakePlace';
  readonly #index: number;

  constructor(config: LayerArgs & Config) {
    super(config);
    this.#index = config.index;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    const [batch = null, , features = null] = firstShape(inputShape);
    return [batch, features];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = firstTensor(inputs) as tf.Tensor3D;
      const [batch, places, features] = x.shape;
      const at = this.#index < 0 ? places + this.#index : this.#index;
      return x.slice([0, at, 0], [batch, 1, features]).reshape([batch, features]);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), index: this.#index };
  }
}
