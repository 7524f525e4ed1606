import * as tf from '@tensorflow/tfjs';
import { dropoutMask } from '../randomness';
import { firstShape, firstTensor, isTraining, type LayerArgs, type SymbolicShape } from './layer-config';

interface Config {
  readonly rate: number;
}

/** Keras's `SpatialDropout1D`, `2D` and `3D`: drops a feature at all places of a sample, or at none. */
export class SpatialDropout extends tf.layers.Layer {
  static readonly className = 'StudioSpatialDropout';
  readonly #rate: number;

  constructor(config: LayerArgs & Config) {
    super(config);
    this.#rate = config.rate;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    return firstShape(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { readonly [name: string]: unknown }): tf.Tensor {
    const x = firstTensor(inputs);
    if (!isTraining(kwargs) || this.#rate === 0) return x;
    const shape = x.shape.map((size, axis) => (axis === 0 || axis === x.rank - 1 ? size : 1));
    return tf.tidy(() => x.mul(dropoutMask(shape, this.#rate, this.name)));
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), rate: this.#rate };
  }
}
