import * as tf from '@tensorflow/tfjs';
import { featuresOf, firstShape, firstTensor, type LayerArgs, type SymbolicShape } from './layer-config';

interface Config {
  readonly invert?: boolean;
}

/** Keras's epsilon: a constant feature is not divided by 0. */
const LEAST = 1e-7;

/** Keras's `Normalization` over the last axis: (x − mean) / max(√variance, ε), or the way back. */
export class AdaptedNormalization extends tf.layers.Layer {
  static readonly className = 'AdaptedNormalization';
  readonly #invert: boolean;
  #mean: tf.LayerVariable | null = null;
  #variance: tf.LayerVariable | null = null;

  constructor(config: LayerArgs & Config) {
    super(config);
    this.#invert = config.invert ?? false;
  }

  override build(inputShape: SymbolicShape | SymbolicShape[]): void {
    const size = [featuresOf(firstShape(inputShape))];
    this.#mean = this.addWeight('mean', size, 'float32', tf.initializers.zeros(), undefined, false);
    this.#variance = this.addWeight('variance', size, 'float32', tf.initializers.ones(), undefined, false);
    this.built = true;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    return firstShape(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      if (!this.#mean || !this.#variance) throw new Error('AdaptedNormalization was called before it was built');
      const x = firstTensor(inputs);
      const deviation = this.#variance.read().sqrt().maximum(LEAST);
      return this.#invert ? x.mul(deviation).add(this.#mean.read()) : x.sub(this.#mean.read()).div(deviation);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), invert: this.#invert };
  }
}
