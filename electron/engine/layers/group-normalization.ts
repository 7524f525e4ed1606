import * as tf from '@tensorflow/tfjs';
import { featuresOf, firstShape, firstTensor, type LayerArgs, type SymbolicShape } from './layer-config';

interface Config {
  readonly groups?: number;
  readonly epsilon?: number;
  readonly center?: boolean;
  readonly scale?: boolean;
}

/** Keras's `GroupNormalization` over the last axis: each sample's features in groups, over all of its places. */
export class GroupNormalization extends tf.layers.Layer {
  static readonly className = 'GroupNormalization';
  readonly #config: Required<Config>;
  #gamma: tf.LayerVariable | null = null;
  #beta: tf.LayerVariable | null = null;

  constructor(config: LayerArgs & Config) {
    super(config);
    const { groups = 32, epsilon = 1e-3, center = true, scale = true } = config;
    this.#config = { groups, epsilon, center, scale };
  }

  override build(inputShape: SymbolicShape | SymbolicShape[]): void {
    const shape = [featuresOf(firstShape(inputShape))];
    if (this.#config.scale) this.#gamma = this.addWeight('gamma', shape, 'float32', tf.initializers.ones());
    if (this.#config.center) this.#beta = this.addWeight('beta', shape, 'float32', tf.initializers.zeros());
    this.built = true;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    return firstShape(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = firstTensor(inputs);
      const [batch = 1] = x.shape;
      const features = featuresOf(x.shape);
      const groups = this.#config.groups === -1 ? features : this.#config.groups;
      const places = x.size / (batch * features);
      const grouped = x.reshape([batch, places, groups, features / groups]);
      const centred = grouped.sub(grouped.mean([1, 3], true));
      const normal = centred.mul(centred.square().mean([1, 3], true).add(this.#config.epsilon).rsqrt()).reshape(x.shape);
      const scaled = this.#gamma ? normal.mul(this.#gamma.read()) : normal;
      return this.#beta ? scaled.add(this.#beta.read()) : scaled;
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.#config };
  }
}
