import * as tf from '@tensorflow/tfjs';
import { type LayerArgs, type SymbolicShape, shapeList, tensorList } from './layer-config';

interface Config {
  readonly form?: 'negative' | 'inverse';
}

/** −d or 1 / (1 + d), d the distance of two vectors [batch, 1], or of every two places of two sequences [batch, queries, keys]. */
export class EuclideanSimilarity extends tf.layers.Layer {
  static readonly className = 'EuclideanSimilarity';
  readonly #form: NonNullable<Config['form']>;

  constructor(config: LayerArgs & Config) {
    super(config);
    this.#form = config.form ?? 'negative';
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    const [query = [], key = []] = shapeList(inputShape);
    return query.length === 3 ? [query[0] ?? null, query[1] ?? null, key[1] ?? null] : [query[0] ?? null, 1];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const [query, key] = tensorList(inputs);
      if (!query || !key) throw new Error('a similarity was called without two tensors');
      const pairs = query.rank === 3;
      const difference = pairs ? query.expandDims(2).sub(key.expandDims(1)) : query.sub(key);
      // Below it the square counts as it, and passes no gradient on: that of a root is infinite at 0.
      const distance = difference.square().sum(-1, !pairs).maximum(1e-12).sqrt();
      return this.#form === 'negative' ? distance.neg() : distance.add(1).reciprocal();
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), form: this.#form };
  }
}
