import * as tf from '@tensorflow/tfjs';
import { featuresOf, firstShape, firstTensor, type LayerArgs, type SymbolicShape } from './layer-config';

interface Config {
  readonly epsilon?: number;
}

/**
 * Keras's `LayerNormalization` over the last axis. tfjs's own tiles its parameters, whose gradient loops in
 * JavaScript: thousands of kernels a step. This is mean, square, rsqrt, broadcast.
 */
export class LayerNormalization extends tf.layers.Layer {
  static readonly className = 'StudioLayerNormalization';
  readonly #epsilon: number;
  #gamma: tf.LayerVariable | null = null;
  #beta: tf.LayerVariable | null = null;

  constructor(config: LayerArgs & Config) {
    super(config);
    this.#epsilon = config.epsilon ?? 1e-3;
  }

  override build(inputShape: SymbolicShape | SymbolicShape[]): void {
    const features = featuresOf(firstShape(inputShape));
    this.#gamma = this.addWeight('gamma', [features], 'float32', tf.initializers.ones());
    this.#beta = this.addWeight('beta', [features], 'float32', tf.initializers.zeros());
    this.built = true;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    return firstShape(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = firstTensor(inputs);
      const centred = x.sub(x.mean(-1, true));
      const scale = centred.square().mean(-1, true).add(this.#epsilon).rsqrt();
      const normal = centred.mul(scale);
      return this.#gamma && this.#beta ? normal.mul(this.#gamma.read()).add(this.#beta.read()) : normal;
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), epsilon: this.#epsilon };
  }
}
