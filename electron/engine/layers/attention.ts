import * as tf from '@tensorflow/tfjs';
import { attend, partsOf, pick, type Slots } from './attend';
import { featuresOf, isTraining, type LayerArgs, type SymbolicShape, shapeList, tensorList } from './layer-config';

interface Config {
  readonly useScale?: boolean;
  readonly scoreMode?: 'dot' | 'concat';
  readonly dropout?: number;
  readonly useCausalMask?: boolean;
  readonly slots: Slots;
}

/** Keras's `Attention` (dot product, or the sum of tanh of query + key). Outputs: context [batch, queries, features], scores [batch, queries, keys]. */
export class Attention extends tf.layers.Layer {
  static readonly className: string = 'Attention';
  protected readonly useScale: boolean;
  protected readonly slots: Slots;
  protected scale: tf.LayerVariable | null = null;
  readonly #mode: 'dot' | 'concat';
  #concatWeight: tf.LayerVariable | null = null;
  readonly #dropout: number;
  readonly #causal: boolean;

  constructor(config: LayerArgs & Config) {
    super(config);
    this.useScale = config.useScale ?? false;
    this.slots = config.slots;
    this.#mode = config.scoreMode ?? 'dot';
    this.#dropout = config.dropout ?? 0;
    this.#causal = config.useCausalMask ?? false;
  }

  override build(_inputShape: SymbolicShape | SymbolicShape[]): void {
    if (this.useScale) this.scale = this.addWeight('scale', [], 'float32', tf.initializers.ones());
    if (this.#mode === 'concat') this.#concatWeight = this.addWeight('concat_score_weight', [], 'float32', tf.initializers.ones());
    this.built = true;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape[] {
    const shapes = shapeList(inputShape);
    const query = pick(shapes, this.slots.query) ?? [];
    const value = pick(shapes, this.slots.value) ?? [];
    return [
      [query[0] ?? null, query[1] ?? null, featuresOf(value)],
      [query[0] ?? null, query[1] ?? null, value[1] ?? null],
    ];
  }

  /** [batch, queries, keys], before softmax. */
  protected energies(query: tf.Tensor3D, key: tf.Tensor3D): tf.Tensor3D {
    if (this.#concatWeight) {
      const sum = query.expandDims(2).add(key.expandDims(1));
      const bent = (this.scale ? sum.mul(this.scale.read()) : sum).tanh();
      return bent.sum(-1).mul(this.#concatWeight.read()) as tf.Tensor3D;
    }
    const product = tf.matMul(query, key, false, true);
    return (this.scale ? product.mul(this.scale.read()) : product) as tf.Tensor3D;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { readonly [name: string]: unknown }): tf.Tensor[] {
    return tf.tidy(() => {
      const parts = partsOf(tensorList(inputs), this.slots);
      return attend(this.energies(parts.query, parts.key), parts, {
        causal: this.#causal,
        dropout: this.#dropout,
        training: isTraining(kwargs),
        layer: this.name,
      });
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return {
      ...super.getConfig(),
      useScale: this.useScale,
      scoreMode: this.#mode,
      dropout: this.#dropout,
      useCausalMask: this.#causal,
      slots: { ...this.slots },
    };
  }
}
