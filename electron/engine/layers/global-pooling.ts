import * as tf from '@tensorflow/tfjs';
import { firstShape, firstTensor, type LayerArgs, type SymbolicShape } from './layer-config';
import { maxOver } from './max-over';

interface Config {
  readonly pool: 'max' | 'average';
}

/** Keras's `GlobalMaxPooling1D` to `3D` and `GlobalAveragePooling3D`: one number a channel. */
export class GlobalPooling extends tf.layers.Layer {
  static readonly className = 'StudioGlobalPooling';
  readonly #pool: Config['pool'];

  constructor(config: LayerArgs & Config) {
    super(config);
    this.#pool = config.pool;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    const shape = firstShape(inputShape);
    return [shape[0] ?? null, shape.at(-1) ?? null];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = firstTensor(inputs);
      const places = x.shape.slice(1, -1).map((_, axis) => axis + 1);
      return this.#pool === 'max' ? maxOver(x, places) : x.mean(places);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), pool: this.#pool };
  }
}
