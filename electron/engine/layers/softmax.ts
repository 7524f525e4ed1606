import * as tf from '@tensorflow/tfjs';
import { firstShape, firstTensor, type LayerArgs, type SymbolicShape } from './layer-config';

interface Config {
  readonly axis?: number;
}

/** Keras's `Softmax` along any axis; tfjs's takes the last one alone. */
export class Softmax extends tf.layers.Layer {
  static readonly className = 'StudioSoftmax';
  readonly #axis: number;

  constructor(config: LayerArgs & Config) {
    super(config);
    this.#axis = config.axis ?? -1;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    return firstShape(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = firstTensor(inputs);
      const axis = this.#axis < 0 ? this.#axis + x.rank : this.#axis;
      if (axis === x.rank - 1) return tf.softmax(x);
      const last = x.shape.map((_, i) => i).filter((i) => i !== axis);
      const order = [...last, axis];
      const back = x.shape.map((_, i) => order.indexOf(i));
      return tf.softmax(x.transpose(order)).transpose(back);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), axis: this.#axis };
  }
}
