import * as tf from '@tensorflow/tfjs';
import { dropoutMask } from '../randomness';
import { allOf, distances, maskedSoftmax } from './allowed';
import { pick } from './attend';
import { distanceProducts } from './distance-waves';
import { headParts, joinHeads } from './heads';
import { featuresOf, isTraining, type LayerArgs, type SymbolicShape, shapeList, tensorList } from './layer-config';
import { rotated } from './rotary';
import { SequenceAttention, type SequenceAttentionConfig } from './sequence-attention';

interface Config extends SequenceAttentionConfig {
  readonly dropout?: number;
  readonly positions: 'bias' | 'rotary' | 'sinusoidal';
  /** sinusoidal: numbers that a distance is written in; even. */
  readonly positionSize?: number;
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

/** Multi-head attention that knows how far places are from each other: a learned number for the distance, turned queries and keys, or Transformer-XL's waves. */
export class RelativeAttention extends SequenceAttention {
  static readonly className = 'RelativeAttention';
  readonly #positions: Config['positions'];
  readonly #buckets: number;
  readonly #maxDistance: number;
  readonly #dropout: number;
  readonly #positionSize: number;
  #bias: tf.LayerVariable | null = null;
  #waves: { readonly kernel: tf.LayerVariable; readonly content: tf.LayerVariable; readonly position: tf.LayerVariable } | null = null;

  constructor(config: LayerArgs & Config) {
    super(config);
    this.#positions = config.positions;
    this.#buckets = config.numBuckets;
    this.#maxDistance = config.maxDistance;
    this.#dropout = config.dropout ?? 0;
    this.#positionSize = config.positionSize ?? 0;
  }

  override build(inputShape: SymbolicShape | SymbolicShape[]): void {
    if (this.#positions === 'bias') {
      this.#bias = this.addWeight('relative_bias', [this.#buckets, this.heads], 'float32', tf.initializers.zeros());
    }
    if (this.#positions === 'sinusoidal') {
      const width = featuresOf(pick(shapeList(inputShape), this.slots.query) ?? []);
      const add = (name: string, shape: number[]) => this.addWeight(name, shape, 'float32', tf.initializers.zeros());
      this.#waves = {
        kernel: add('position_kernel', [this.#positionSize, width]),
        content: add('content_bias', [this.heads, width / this.heads]),
        position: add('position_bias', [this.heads, width / this.heads]),
      };
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

  /** [batch, heads, queries, keys]. */
  #energies(query: tf.Tensor4D, key: tf.Tensor4D, distance: tf.Tensor2D): tf.Tensor {
    const scale = 1 / Math.sqrt(query.shape[3]);
    if (this.#waves) {
      const { kernel, content, position } = this.#waves;
      const withBias = (bias: tf.LayerVariable): tf.Tensor4D => query.add(bias.read().expandDims(1)).mul(scale);
      const products = tf.matMul(withBias(content), key, false, true);
      return products.add(distanceProducts(withBias(position), kernel.read() as tf.Tensor2D, key.shape[2]));
    }
    const turned = this.#positions === 'rotary';
    const products = tf.matMul((turned ? rotated(query) : query).mul(scale), turned ? rotated(key) : key, false, true);
    return this.#bias ? products.add(this.#biases(this.#bias.read(), distance)) : products;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { readonly [name: string]: unknown }): tf.Tensor[] {
    return tf.tidy(() => {
      const { query, key, value, real } = headParts(tensorList(inputs), this.slots, this.heads);
      const distance = distances(query.shape[2], key.shape[2]);
      const energies = this.#energies(query, key, distance);
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
      positionSize: this.#positionSize,
    };
  }
}
