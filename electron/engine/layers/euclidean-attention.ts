import * as tf from '@tensorflow/tfjs';
import { Attention } from './attention';

/** Dot-product attention with another score: −|q − k|² · `factor`. */
export class EuclideanAttention extends Attention {
  static override readonly className = 'EuclideanAttention';
  readonly #factor: number;

  constructor(config: ConstructorParameters<typeof Attention>[0] & { readonly factor?: number }) {
    super(config);
    this.#factor = config.factor ?? 1;
  }

  protected override energies(query: tf.Tensor3D, key: tf.Tensor3D): tf.Tensor3D {
    const [asked, found] = [query.square().sum(-1, true), key.square().sum(-1)];
    const distances = tf.matMul(query, key, false, true).mul(2).sub(asked).sub(found.expandDims(1)).mul(this.#factor);
    return (this.scale ? distances.mul(this.scale.read()) : distances) as tf.Tensor3D;
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), factor: this.#factor };
  }
}
