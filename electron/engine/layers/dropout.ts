import * as tf from '@tensorflow/tfjs';
import { dropoutMask } from '../randomness';
import { firstShape, firstTensor, isTraining, type LayerArgs, type SymbolicShape } from './layer-config';

interface Config {
  readonly rate: number;
}

/** Keras's `Dropout`, with a mask that changes every step and comes again with the same seed. */
export class Dropout extends tf.layers.Layer {
  static readonly className = 'StudioDropout';
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
    return tf.tidy(() => x.mul(dropoutMask(x.shape, this.#rate, this.name)));
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), rate: this.#rate };
  }
}
