import * as tf from '@tensorflow/tfjs';
import { dropoutMask } from '../randomness';
import { allOf, distances, maskedSoftmax } from './allowed';
import { headParts, joinHeads } from './heads';
import { isTraining, type LayerArgs, type SymbolicShape, tensorList } from './layer-config';
import { rotated } from './rotary';
import { SequenceAttention, type SequenceAttentionConfig } from './sequence-attention';

interface Config extends SequenceAttentionConfig {
  readonly dropout?: number;
  readonly positions: 'bias' | 'rotary';
  readonly numBuckets: number;
  readonly maxDistance: number;
}

/**
 * T5's bucket of a distance (key − query): a bucket each for near ones, wider and wider ones up to `maxDistance`, the last for
 * all beyond. Looking both ways, half of the buckets are for what comes behind.
 */
export function bucketOf(distance: number, buckets: number, maxDistance: number, causal: boolean): number {
  const count = causal ? buckets : Math.floor(buckets / 2);
  const far = causal ? Math.max(0, -distance) : Math.abs(distance);
  const start = !causal && distance > 0 ? count : 0;
  const near = Math.floor(count / 2);
  if (far < near) return start + far;
  const wide = near + Math.floor((Math.log(far / near) / Math.log(maxDistance / near)) * (count - near));
  return start + Math.min(wide, count - 1);
}

/** Multi-head attention that knows how far places are from each other: a learned number for the distance, or turned queries and keys. */
export class RelativeAttention extends SequenceAttention {
  static readonly className = 'RelativeAttention';
  readonly #positions: Config['positions'];
  readonly #buckets: number;
  readonly #maxDistance: number;
  readonly #dropout: number;
  #bias: tf.LayerVariable | null = null;

  constructor(config: LayerArgs & Config) {
    super(config);
    this.#positions = config.positions;
    this.#buckets = config.numBuckets;
    this.#maxDistance = config.maxDistance;
    this.#dropout = config.dropout ?? 0;
  }

  override build(_inputShape: SymbolicShape | SymbolicShape[]): void {
    if (this.#positions === 'bias') {
      this.#bias = this.addWeight('relative_bias', [this.#buckets, this.heads], 'float32', tf.initializers.zeros());
    }
    this.built = true;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape[] {
    return [this.contextShape(inputShape), this.scoresShape(inputShape)];
  }

  /** [heads, queries, keys]. */
  #biases(table: tf.Tensor, distance: tf.Tensor2D): tf.Tensor3D {
    const reach = this.#maxDistance;
    const buckets = Int32Array.from({ length: 2 * reach + 1 }, (_, i) => bucketOf(i - reach, this.#buckets, reach, this.causal));
    const byDistance = tf.gather(table, tf.tensor1d(buckets, 'int32'));
    const [queries, keys] = distance.shape;
    const near = distance.maximum(tf.scalar(-reach, 'int32')).minimum(tf.scalar(reach, 'int32'));
    const index = near.add(tf.scalar(reach, 'int32')).reshape([queries * keys]) as tf.Tensor1D;
    return tf.gather(byDistance, index).reshape([queries, keys, this.heads]).transpose([2, 0, 1]) as tf.Tensor3D;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { readonly [name: string]: unknown }): tf.Tensor[] {
    return tf.tidy(() => {
      const { query, key, value, real } = headParts(tensorList(inputs), this.slots, this.heads);
      const turned = this.#positions === 'rotary';
      const asked = (turned ? rotated(query) : query).mul(1 / Math.sqrt(query.shape[3]));
      const products = tf.matMul(asked, turned ? rotated(key) : key, false, true);
      const distance = distances(query.shape[2], key.shape[2]);
      const energies = this.#bias ? products.add(this.#biases(this.#bias.read(), distance)) : products;
      const past = this.causal ? distance.lessEqual(0).toFloat() : null;
      const weights = maskedSoftmax(energies, allOf([past, real?.reshape([real.shape[0], 1, 1, real.shape[1]]) ?? null]));
      const used = isTraining(kwargs) && this.#dropout > 0 ? weights.mul(dropoutMask(weights.shape, this.#dropout, this.name)) : weights;
      return [joinHeads(tf.matMul(used, value)), weights];
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return {
      ...super.getConfig(),
      positions: this.#positions,
      numBuckets: this.#buckets,
      maxDistance: this.#maxDistance,
      dropout: this.#dropout,
    };
  }
}
