import * as tf from '@tensorflow/tfjs';
import { featuresOf, firstTensor, type LayerArgs, type SymbolicShape, shapeList, tensorList } from './layer-config';

interface Config {
  /** A second input holds the mask. */
  readonly masked: boolean;
}

/** Keras's `GlobalAveragePooling1D`, which leaves padding out of the mean; tfjs's counts it in. */
export class GlobalAveragePooling1D extends tf.layers.Layer {
  static readonly className = 'StudioGlobalAveragePooling1D';
  readonly #masked: boolean;

  constructor(config: LayerArgs & Config) {
    super(config);
    this.#masked = config.masked;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    const [shape = []] = shapeList(inputShape);
    return [shape[0] ?? null, featuresOf(shape)];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = firstTensor(inputs);
      const mask = tensorList(inputs)[1];
      if (!this.#masked || !mask) return x.mean(1);
      // Keras divides by 0 where all is padding; a mean of nothing is 0 here, so that one empty text does not end a training.
      return x.mul(mask.expandDims(-1)).sum(1).div(mask.sum(1, true).maximum(1));
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), masked: this.#masked };
  }
}
