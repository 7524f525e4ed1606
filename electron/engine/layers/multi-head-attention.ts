import * as tf from '@tensorflow/tfjs';
import { dropoutMask } from '../randomness';
import { causalMask, partsOf, pick, type Slots } from './attend';
import { featuresOf, isTraining, type LayerArgs, type SymbolicShape, shapeList, tensorList } from './layer-config';

export interface MultiHeadConfig {
  readonly numHeads: number;
  /** Heads of keys and values, each for several of the queries; absent: as many. */
  readonly keyHeads?: number;
  readonly keyDim: number;
  readonly valueDim?: number | null;
  readonly dropout?: number;
  readonly useBias?: boolean;
  readonly useCausalMask?: boolean;
  /** Features of the output; absent or null: those of the query. */
  readonly outputShape?: number | null;
  readonly slots: Slots;
}

/** One projection: a kernel in Keras's shape and, with `use_bias`, a bias. */
interface Projection {
  readonly kernel: tf.LayerVariable;
  readonly bias: tf.LayerVariable | null;
}

/** What Keras fills masked scores with: finite, and so large that softmax gives exactly 0. */
const MASKED = -2.38e38;

/**
 * Keras's `MultiHeadAttention`, built of matMul, transpose and softmax (tfjs's einsum has no gradient).
 * Outputs: [batch, queries, features], scores before dropout [batch, heads, queries, keys].
 */
export class MultiHeadAttention extends tf.layers.Layer {
  static readonly className: string = 'MultiHeadAttention';
  protected readonly heads: number;
  readonly #keyHeads: number;
  readonly #keySize: number;
  readonly #valueSize: number;
  readonly #dropout: number;
  readonly #useBias: boolean;
  readonly #causal: boolean;
  readonly #outputSize: number | null;
  readonly #slots: Slots;
  #projections: { readonly query: Projection; readonly key: Projection; readonly value: Projection; readonly output: Projection } | null =
    null;

  constructor(config: LayerArgs & MultiHeadConfig) {
    super(config);
    this.heads = config.numHeads;
    this.#keyHeads = config.keyHeads ?? config.numHeads;
    this.#keySize = config.keyDim;
    this.#valueSize = config.valueDim ?? config.keyDim;
    this.#dropout = config.dropout ?? 0;
    this.#useBias = config.useBias ?? true;
    this.#causal = config.useCausalMask ?? false;
    this.#outputSize = config.outputShape ?? null;
    this.#slots = config.slots;
  }

  #addProjection(name: string, kernel: number[], bias: number[]): Projection {
    return {
      kernel: this.addWeight(`${name}/kernel`, kernel, 'float32', tf.initializers.zeros()),
      bias: this.#useBias ? this.addWeight(`${name}/bias`, bias, 'float32', tf.initializers.zeros()) : null,
    };
  }

  override build(inputShape: SymbolicShape | SymbolicShape[]): void {
    const shapes = shapeList(inputShape);
    const features = (slot: number): number => featuresOf(pick(shapes, slot) ?? []);
    const into = (name: string, slot: number, heads: number, size: number) =>
      this.#addProjection(name, [features(slot), heads, size], [heads, size]);
    // Keras's order.
    const query = into('query', this.#slots.query, this.heads, this.#keySize);
    const key = into('key', this.#slots.key, this.#keyHeads, this.#keySize);
    const value = into('value', this.#slots.value, this.#keyHeads, this.#valueSize);
    const out = this.#outputSize ?? features(this.#slots.query);
    const output = this.#addProjection('attention_output', [this.heads, this.#valueSize, out], [out]);
    this.#projections = { query, key, value, output };
    this.built = true;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape[] {
    const shapes = shapeList(inputShape);
    const query = pick(shapes, this.#slots.query) ?? [];
    const value = pick(shapes, this.#slots.value) ?? [];
    const output = this.#outputSize === null ? query : [...query.slice(0, -1), this.#outputSize];
    return [output, [query[0] ?? null, this.heads, query[1] ?? null, value[1] ?? null]];
  }

  /** [batch, places, features] → [batch, heads, places, size]. */
  #split(x: tf.Tensor3D, { kernel, bias }: Projection, heads: number, size: number): tf.Tensor4D {
    const [batch, places, features] = x.shape;
    const width = heads * size;
    const flat = tf.matMul(x.reshape([batch * places, features]), kernel.read().reshape([features, width]));
    const projected = bias ? flat.add(bias.read().reshape([width])) : flat;
    return projected.reshape([batch, places, heads, size]).transpose([0, 2, 1, 3]);
  }

  /** Each head's product with its own keys or values: heads that share some stand below each other as one matrix. */
  #product(x: tf.Tensor4D, shared: tf.Tensor4D, transposed: boolean): tf.Tensor4D {
    if (this.#keyHeads === this.heads) return tf.matMul(x, shared, false, transposed);
    const [batch, heads, rows, columns] = x.shape;
    const grouped = x.reshape<tf.Tensor4D>([batch, this.#keyHeads, (heads / this.#keyHeads) * rows, columns]);
    const product = tf.matMul(grouped, shared, false, transposed);
    return product.reshape([batch, heads, rows, product.shape[3] ?? 1]);
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { readonly [name: string]: unknown }): tf.Tensor[] {
    return tf.tidy(() => {
      if (!this.#projections) throw new Error('MultiHeadAttention was called before it was built');
      const parts = partsOf(tensorList(inputs), this.#slots);
      const [batch, queries, features] = parts.query.shape;
      const out = this.#outputSize ?? features;
      const query = this.#split(parts.query, this.#projections.query, this.heads, this.#keySize).mul(1 / Math.sqrt(this.#keySize));
      const key = this.#split(parts.key, this.#projections.key, this.#keyHeads, this.#keySize);
      const value = this.#split(parts.value, this.#projections.value, this.#keyHeads, this.#valueSize);
      let energies: tf.Tensor = this.#product(query as tf.Tensor4D, key, true);
      const masks = [
        parts.queryMask?.expandDims(-1).expandDims(1),
        parts.valueMask?.expandDims(1).expandDims(1),
        parts.keyMask?.expandDims(1).expandDims(1),
        parts.attentionMask?.notEqual(0).toFloat().expandDims(1),
        this.#causal ? causalMask(queries, parts.key.shape[1]) : undefined,
      ].filter((mask) => mask !== undefined);
      const [first, ...rest] = masks;
      if (first) {
        const allowed = rest.reduce((product, mask) => product.mul(mask), first as tf.Tensor);
        // A row without any place left becomes uniform, as in Keras's training.
        energies = energies.mul(allowed).add(tf.sub(1, allowed).mul(MASKED));
      }
      const scores = tf.softmax(energies, -1);
      const used = isTraining(kwargs) && this.#dropout > 0 ? scores.mul(dropoutMask(scores.shape, this.#dropout, this.name)) : scores;
      const width = this.heads * this.#valueSize;
      const context = this.#product(used as tf.Tensor4D, value, false)
        .transpose([0, 2, 1, 3])
        .reshape([batch * queries, width]);
      const { kernel, bias } = this.#projections.output;
      const flat = tf.matMul(context as tf.Tensor2D, kernel.read().reshape([width, out]));
      const output = bias ? flat.add(bias.read()) : flat;
      return [output.reshape([batch, queries, out]), scores];
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return {
      ...super.getConfig(),
      numHeads: this.heads,
      keyHeads: this.#keyHeads,
      keyDim: this.#keySize,
      valueDim: this.#valueSize,
      dropout: this.#dropout,
      useBias: this.#useBias,
      useCausalMask: this.#causal,
      outputShape: this.#outputSize,
      slots: { ...this.#slots },
    };
  }
}
