import * as tf from '@tensorflow/tfjs';
import { firstShape, firstTensor, type LayerArgs, type SymbolicShape } from './layer-config';
import { endsOf, type Margins } from './margins';
import type { Axes } from './spatial';

interface Config {
  readonly axes: Axes;
  readonly padding: Margins;
}

/** Keras's `ZeroPadding1D`, `ZeroPadding2D`, `ZeroPadding3D`. */
export class ZeroPadding extends tf.layers.Layer {
  static readonly className = 'StudioZeroPadding';
  readonly #axes: Axes;
  readonly #ends: (readonly [number, number])[];

  constructor(config: LayerArgs & Config) {
    super(config);
    this.#axes = config.axes;
    this.#ends = endsOf(config.padding, config.axes);
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    return firstShape(inputShape).map((side, i) => {
      const [before, behind] = this.#ends[i - 1] ?? [0, 0];
      return side === null ? null : side + before + behind;
    });
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const ends = this.#ends.map(([before, behind]): [number, number] => [before, behind]);
      return tf.pad(firstTensor(inputs), [[0, 0], ...ends, [0, 0]]);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), axes: this.#axes, padding: this.#ends.map((ends) => [...ends]) };
  }
}
