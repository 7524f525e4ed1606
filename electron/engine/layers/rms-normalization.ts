import * as tf from '@tensorflow/tfjs';
import { featuresOf, firstShape, firstTensor, type LayerArgs, type SymbolicShape } from './layer-config';

interface Config {
  readonly epsilon?: number;
}

/** Keras's `RMSNormalization` over the last axis: x / √(mean(x²) + ε) · scale. */
export class RMSNormalization extends tf.layers.Layer {
  static readonly className = 'RMSNormalization';
  readonly #epsilon: number;
  #scale: tf.LayerVariable | null = null;

  constructor(config: LayerArgs & Config) {
    super(config);
    this.#epsilon = config.epsilon ?? 1e-6;
  }

  override build(inputShape: SymbolicShape | SymbolicShape[]): void {
    this.#scale = this.addWeight('scale', [featuresOf(firstShape(inputShape))], 'float32', tf.initializers.ones());
    this.built = true;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    return firstShape(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      if (!this.#scale) throw new Error('RMSNormalization was called before it was built');
      const x = firstTensor(inputs);
      return x.mul(x.square().mean(-1, true).add(this.#epsilon).rsqrt()).mul(this.#scale.read());
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), epsilon: this.#epsilon };
  }
}
