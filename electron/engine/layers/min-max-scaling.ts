import * as tf from '@tensorflow/tfjs';
import { featuresOf, firstShape, firstTensor, type LayerArgs, type SymbolicShape } from './layer-config';

interface Config {
  readonly featureRange?: readonly [number, number];
  readonly clip?: boolean;
}

/** scikit-learn's MinMaxScaler: the least number of the training data becomes the low end of the range, the greatest the high one. */
export class MinMaxScaling extends tf.layers.Layer {
  static readonly className = 'MinMaxScaling';
  readonly #range: readonly [number, number];
  readonly #clip: boolean;
  #minimum: tf.LayerVariable | null = null;
  #maximum: tf.LayerVariable | null = null;

  constructor(config: LayerArgs & Config) {
    super(config);
    this.#range = config.featureRange ?? [0, 1];
    this.#clip = config.clip ?? false;
  }

  override build(inputShape: SymbolicShape | SymbolicShape[]): void {
    const size = [featuresOf(firstShape(inputShape))];
    this.#minimum = this.addWeight('minimum', size, 'float32', tf.initializers.zeros(), undefined, false);
    this.#maximum = this.addWeight('maximum', size, 'float32', tf.initializers.ones(), undefined, false);
    this.built = true;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    return firstShape(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      if (!this.#minimum || !this.#maximum) throw new Error('MinMaxScaling was called before it was built');
      const [low, high] = this.#range;
      const minimum = this.#minimum.read();
      const span = this.#maximum.read().sub(minimum);
      // A constant column is only shifted: its span of 0 counts as 1.
      const divisor = span.add(span.equal(0).cast('float32'));
      const scaled = firstTensor(inputs)
        .sub(minimum)
        .div(divisor)
        .mul(high - low)
        .add(low);
      return this.#clip ? scaled.clipByValue(low, high) : scaled;
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), featureRange: [...this.#range], clip: this.#clip };
  }
}
