import * as tf from '@tensorflow/tfjs';
import { causalMask } from './attend';
import { divided, type FeatureMap, mapFeatures } from './feature-map';
import { headParts } from './heads';
import { type LayerArgs, type SymbolicShape, tensorList } from './layer-config';
import { SequenceAttention, type SequenceAttentionConfig } from './sequence-attention';

interface Config extends SequenceAttentionConfig {
  readonly featureMap: FeatureMap;
}

/** The weights that `LinearAttention` never computes, [batch, heads, query, key], for those who look at it: training never asks. */
export class LinearAttentionScores extends SequenceAttention {
  static readonly className = 'LinearAttentionScores';
  readonly #map: FeatureMap;

  constructor(config: LayerArgs & Config) {
    super(config);
    this.#map = config.featureMap;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    return this.scoresShape(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const { query, key } = mapFeatures(headParts(tensorList(inputs), this.slots, this.heads), this.#map);
      const products = tf.matMul(query, key, false, true);
      const weights = this.causal ? products.mul(causalMask(query.shape[2], key.shape[2])) : products;
      return divided(weights, weights.sum(-1, true));
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), featureMap: this.#map };
  }
}
