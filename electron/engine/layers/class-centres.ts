import * as tf from '@tensorflow/tfjs';
import { featuresOf, firstShape, firstTensor, type LayerArgs, type SymbolicShape } from './layer-config';
import { unitLength } from './unit-length';

interface Config {
  readonly classes: number;
}

/** A vector of length 1 [batch, features], and behind it its cosine to a learned centre of each class: [batch, features + classes]. */
export class ClassCentres extends tf.layers.Layer {
  static readonly className = 'ClassCentres';
  readonly #classes: number;
  #centres: tf.LayerVariable | null = null;

  constructor(config: LayerArgs & Config) {
    super(config);
    this.#classes = config.classes;
  }

  override build(inputShape: SymbolicShape | SymbolicShape[]): void {
    const features = featuresOf(firstShape(inputShape));
    this.#centres = this.addWeight('centres', [features, this.#classes], 'float32', tf.initializers.glorotUniform({}));
    this.built = true;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    const [batch = null] = firstShape(inputShape);
    return [batch, featuresOf(firstShape(inputShape)) + this.#classes];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      if (!this.#centres) throw new Error('ClassCentres was called before it was built');
      const x = firstTensor(inputs) as tf.Tensor2D;
      const centres = unitLength(this.#centres.read(), 0, 1e-6) as tf.Tensor2D;
      return tf.concat([x, x.matMul(centres)], 1);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), classes: this.#classes };
  }
}
