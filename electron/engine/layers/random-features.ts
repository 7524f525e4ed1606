import * as tf from '@tensorflow/tfjs';
import { featuresOf, firstShape, firstTensor, type LayerArgs, type SymbolicShape } from './layer-config';

interface Config {
  readonly numHeads: number;
  readonly numFeatures: number;
}

/**
 * Logarithms of the positive random features of FAVOR+ (arXiv:2009.14794): ω·x − |x|² / 2 with x divided by the fourth root
 * of its size, for each head and feature. The ω are orthogonal, drawn from the seed, and never trained.
 * [batch, places, heads · size] → [batch, places, heads · features].
 */
export class RandomFeatures extends tf.layers.Layer {
  static readonly className = 'RandomFeatures';
  readonly #heads: number;
  readonly #features: number;
  #projection: tf.LayerVariable | null = null;

  constructor(config: LayerArgs & Config) {
    super(config);
    this.#heads = config.numHeads;
    this.#features = config.numFeatures;
  }

  override build(inputShape: SymbolicShape | SymbolicShape[]): void {
    const size = featuresOf(firstShape(inputShape)) / this.#heads;
    this.#projection = this.addWeight('projection', [size, this.#features], 'float32', tf.initializers.zeros(), undefined, false);
    this.built = true;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    const shape = firstShape(inputShape);
    return [shape[0] ?? null, shape[1] ?? null, this.#heads * this.#features];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      if (!this.#projection) throw new Error('RandomFeatures was called before it was built');
      const x = firstTensor(inputs);
      const [batch = 1, places = 1, width = 1] = x.shape;
      const size = width / this.#heads;
      const rows = x.reshape([batch * places * this.#heads, size]).mul(size ** -0.25);
      const products = tf.matMul(rows as tf.Tensor2D, this.#projection.read() as tf.Tensor2D);
      const logarithms = products.sub(rows.square().sum(-1, true).mul(0.5));
      return logarithms.reshape([batch, places, this.#heads * this.#features]);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), numHeads: this.#heads, numFeatures: this.#features };
  }
}
