import * as tf from '@tensorflow/tfjs';
import { maskedSoftmax } from './allowed';
import { featuresOf, type LayerArgs, type SymbolicShape, shapeList, tensorList } from './layer-config';

interface Config {
  /** A third input holds the mask. */
  readonly slots: { readonly value: number; readonly energies: number; readonly valueMask?: number };
}

/**
 * The mean of all places, weighted by the softmax of their energies, once for each head (arXiv:1703.03130). From
 * [batch, places, features] and [batch, places, heads]: [batch, heads · features], scores [batch, heads, 1, places].
 */
export class AttentionPooling extends tf.layers.Layer {
  static readonly className = 'AttentionPooling';
  readonly #slots: Config['slots'];

  constructor(config: LayerArgs & Config) {
    super(config);
    this.#slots = config.slots;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape[] {
    const shapes = shapeList(inputShape);
    const value = shapes[this.#slots.value] ?? [];
    const heads = featuresOf(shapes[this.#slots.energies] ?? []);
    return [
      [value[0] ?? null, heads * featuresOf(value)],
      [value[0] ?? null, heads, 1, value[1] ?? null],
    ];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor[] {
    return tf.tidy(() => {
      const list = tensorList(inputs);
      const [value, energies] = [list[this.#slots.value], list[this.#slots.energies]];
      const mask = this.#slots.valueMask === undefined ? null : list[this.#slots.valueMask];
      if (!value || !energies) throw new Error('attention pooling was called without values or energies');
      const [batch = 1, places = 1, features = 1] = value.shape;
      const heads = energies.shape[2] ?? 1;
      const weights = maskedSoftmax(energies.transpose([0, 2, 1]), mask?.expandDims(1) ?? null);
      const means = tf.matMul(weights as tf.Tensor3D, value as tf.Tensor3D).reshape([batch, heads * features]);
      return [means, weights.reshape([batch, heads, 1, places])];
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), slots: { ...this.#slots } };
  }
}
