import * as tf from '@tensorflow/tfjs';
import { distances } from './allowed';
import { pick } from './attend';
import { type LayerArgs, type SymbolicShape, shapeList, tensorList } from './layer-config';

type Kind = 'causal' | 'band' | 'blocks' | 'padding';

interface Config {
  readonly kind: Kind;
  readonly width?: number;
  readonly blockSize?: number;
  readonly slots: { readonly query: number; readonly key: number; readonly queryMask?: number; readonly keyMask?: number };
}

/** Ids [batch, places] have no features. */
const areIds = (x: tf.Tensor): boolean => x.shape.length === 2;

/** 1 where a query may look at a key, else 0: [batch, queries, keys]; of padding one row for all queries of a sample. */
export class AttentionMask extends tf.layers.Layer {
  static readonly className = 'AttentionMask';
  readonly #kind: Kind;
  readonly #width: number;
  readonly #blockSize: number;
  readonly #slots: Config['slots'];

  constructor(config: LayerArgs & Config) {
    super(config);
    this.#kind = config.kind;
    this.#width = config.width ?? 1;
    this.#blockSize = config.blockSize ?? 1;
    this.#slots = config.slots;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    const shapes = shapeList(inputShape);
    const query = pick(shapes, this.#slots.query) ?? [];
    const keys = pick(shapes, this.#slots.key)?.[1] ?? null;
    return [query[0] ?? null, this.#kind === 'padding' ? 1 : (query[1] ?? null), keys];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const given = tensorList(inputs);
      const { query: asks, key: found, queryMask, keyMask } = this.#slots;
      const [query, key] = [pick(given, asks), pick(given, found)];
      if (!query || !key) throw new Error('an attention mask was asked for without places');
      const [batch = 1, queries = 1] = query.shape;
      const keys = key.shape[1] ?? 1;
      if (this.#kind === 'padding') return this.#real(key, pick(given, asks === found ? queryMask : keyMask)).expandDims(1);
      return tf.ones([batch, 1, 1]).mul(this.#allowed(this.#kind, queries, keys).toFloat());
    });
  }

  /** 1 at places that are no padding: [batch, keys]. */
  #real(key: tf.Tensor, mask: tf.Tensor | null): tf.Tensor {
    if (areIds(key)) return key.notEqual(0).toFloat();
    return mask ?? tf.ones(key.shape.slice(0, 2));
  }

  #allowed(kind: Exclude<Kind, 'padding'>, queries: number, keys: number): tf.Tensor2D {
    const distance = distances(queries, keys);
    switch (kind) {
      case 'causal':
        return distance.lessEqual(0);
      case 'band':
        return distance.abs().lessEqual(this.#width);
      case 'blocks': {
        const size = tf.scalar(this.#blockSize, 'int32');
        const block = (places: number): tf.Tensor1D => tf.range(0, places, 1, 'int32').floorDiv(size);
        return block(queries)
          .reshape<tf.Tensor2D>([queries, 1])
          .equal(block(keys).reshape([1, keys]));
      }
    }
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), kind: this.#kind, width: this.#width, blockSize: this.#blockSize, slots: { ...this.#slots } };
  }
}
