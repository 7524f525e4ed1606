import * as tf from '@tensorflow/tfjs';
import { causalMask } from './attend';
import { blockCount, blocksOf, unblocked } from './blocks';
import { divided, type FeatureMap, mapFeatures } from './feature-map';
import { headParts, joinHeads } from './heads';
import { type LayerArgs, type SymbolicShape, tensorList } from './layer-config';
import { SequenceAttention, type SequenceAttentionConfig } from './sequence-attention';

interface Config extends SequenceAttentionConfig {
  readonly featureMap: FeatureMap;
}

/** Places of a block of causal attention: within it every pair is compared, between blocks sums are handed on. */
const BLOCK = 64;

/** Sums over the blocks before each: [batch, heads, blocks, …rows, columns]. */
function before(sums: tf.Tensor5D): tf.Tensor5D {
  // tfjs's gradient of a cumulative sum is right along the last axis alone.
  return tf.cumsum(sums.transpose([0, 1, 3, 4, 2]), 4, true).transpose([0, 1, 4, 2, 3]) as tf.Tensor5D;
}

/**
 * φ(Q) (φ(K)ᵀ V), each row divided by φ(q) Σ φ(k): attention whose weights are φ(q)·φ(k), without computing any of them.
 * Causal: within blocks pair by pair, what lies before a block as one sum. Time and memory grow with the places alone.
 */
export class LinearAttention extends SequenceAttention {
  static readonly className = 'LinearAttention';
  readonly #map: FeatureMap;

  constructor(config: LayerArgs & Config) {
    super(config);
    this.#map = config.featureMap;
  }

  /** Places of a block; 0: it has none. */
  get blockSize(): number {
    return this.causal ? BLOCK : 0;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    return this.contextShape(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const parts = headParts(tensorList(inputs), this.slots, this.heads);
      const { query, key } = mapFeatures(parts, this.#map);
      const [batch, heads, places, size] = parts.value.shape;
      // A last column of 1 sums up the weights.
      const value = tf.concat([parts.value, tf.ones([batch, heads, places, 1])], 3) as tf.Tensor4D;
      const all = this.causal ? causally(query, key, value) : tf.matMul(query, tf.matMul(key, value, true));
      const [weighted, sums] = tf.split(all, [size, 1], 3);
      if (!weighted || !sums) throw new Error('linear attention lost its sums');
      return joinHeads(divided(weighted, sums));
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), featureMap: this.#map };
  }
}

function causally(query: tf.Tensor4D, key: tf.Tensor4D, value: tf.Tensor4D): tf.Tensor4D {
  const places = query.shape[2];
  const count = blockCount(places, BLOCK);
  const [q, k, v] = [query, key, value].map((x) => blocksOf(x, count, BLOCK));
  if (!q || !k || !v) throw new Error('linear attention lost its blocks');
  const within = tf.matMul(tf.matMul(q, k, false, true).mul(causalMask(BLOCK, BLOCK)), v);
  const handedOn = tf.matMul(q, before(tf.matMul(k, v, true) as tf.Tensor5D));
  return unblocked(within.add(handedOn) as tf.Tensor5D, places);
}
