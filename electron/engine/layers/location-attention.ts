import * as tf from '@tensorflow/tfjs';
import { maskedSoftmax } from './allowed';
import { partsOf, pick, type Slots } from './attend';
import { featuresOf, type LayerArgs, type SymbolicShape, shapeList, tensorList } from './layer-config';

interface Config {
  readonly maxLength: number;
  readonly slots: Slots;
}

/** Softmax makes 0 of it: places that no row of the weights was learned for. */
const NEVER = -1e9;

/**
 * Luong's location-based attention (arXiv:1508.04025, eq. 8): softmax(W q) says where to look, whatever stands there. Places
 * beyond `maxLength` are never looked at. Outputs: [batch, queries, features], scores [batch, queries, keys].
 */
export class LocationAttention extends tf.layers.Layer {
  static readonly className = 'LocationAttention';
  readonly #length: number;
  readonly #slots: Slots;
  #kernel: tf.LayerVariable | null = null;

  constructor(config: LayerArgs & Config) {
    super(config);
    this.#length = config.maxLength;
    this.#slots = config.slots;
  }

  override build(inputShape: SymbolicShape | SymbolicShape[]): void {
    const features = featuresOf(pick(shapeList(inputShape), this.#slots.query) ?? []);
    this.#kernel = this.addWeight('kernel', [features, this.#length], 'float32', tf.initializers.zeros());
    this.built = true;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape[] {
    const shapes = shapeList(inputShape);
    const query = pick(shapes, this.#slots.query) ?? [];
    const value = pick(shapes, this.#slots.value) ?? [];
    return [
      [query[0] ?? null, query[1] ?? null, featuresOf(value)],
      [query[0] ?? null, query[1] ?? null, value[1] ?? null],
    ];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor[] {
    return tf.tidy(() => {
      if (!this.#kernel) throw new Error('LocationAttention was called before it was built');
      const { query, value, queryMask, valueMask } = partsOf(tensorList(inputs), { ...this.#slots, key: this.#slots.value });
      const [batch, queries, features] = query.shape;
      const keys = value.shape[1];
      const learned = tf.matMul(query.reshape([batch * queries, features]), this.#kernel.read() as tf.Tensor2D);
      // As many columns as there are places, learned ones first.
      const energies = tf
        .concat([learned.reshape([batch, queries, this.#length]), tf.fill([batch, queries, keys], NEVER)], 2)
        .slice([0, 0, 0], [batch, queries, keys]);
      const weights = maskedSoftmax(energies, valueMask?.expandDims(1) ?? null) as tf.Tensor3D;
      const context = tf.matMul(weights, value);
      // As Keras's attention layers: a padded query gives 0.
      return [queryMask ? context.mul(queryMask.expandDims(-1)) : context, weights];
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), maxLength: this.#length, slots: { ...this.#slots } };
  }
}
