import * as tf from '@tensorflow/tfjs';
import { firstShape, firstTensor, type LayerArgs, type SymbolicShape } from './layer-config';
import { endsOf, type Margins } from './margins';
import { mustLeavePlaces } from './must-leave-places';
import type { Axes } from './spatial';

interface Config {
  readonly axes: Axes;
  readonly cropping: Margins;
}

/** Keras's `Cropping1D`, `Cropping2D`, `Cropping3D`. */
export class Cropping extends tf.layers.Layer {
  static readonly className = 'StudioCropping';
  readonly #axes: Axes;
  readonly #ends: (readonly [number, number])[];

  constructor(config: LayerArgs & Config) {
    super(config);
    this.#axes = config.axes;
    this.#ends = endsOf(config.cropping, config.axes);
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    return firstShape(inputShape).map((side, i) => {
      const [before, behind] = this.#ends[i - 1] ?? [0, 0];
      return side === null ? null : side - before - behind;
    });
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = firstTensor(inputs);
      mustLeavePlaces(this.name, x.shape, this.computeOutputShape(x.shape));
      const ends = x.shape.map((_, i) => this.#ends[i - 1] ?? [0, 0]);
      return x.slice(
        ends.map(([before]) => before),
        x.shape.map((side, i) => side - (ends[i]?.[0] ?? 0) - (ends[i]?.[1] ?? 0)),
      );
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), axes: this.#axes, cropping: this.#ends.map((ends) => [...ends]) };
  }
}
