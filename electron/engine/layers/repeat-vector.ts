import * as tf from '@tensorflow/tfjs';
import { firstShape, firstTensor, type LayerArgs, type SymbolicShape } from './layer-config';
import { repeatAlong } from './repeat-along';

interface Config {
  readonly n: number;
}

/** Keras's `RepeatVector`: tfjs's tiles, whose gradient loops in JavaScript. */
export class RepeatVector extends tf.layers.Layer {
  static readonly className = 'StudioRepeatVector';
  readonly #n: number;

  constructor(config: LayerArgs & Config) {
    super(config);
    this.#n = config.n;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    const [batch = null, features = null] = firstShape(inputShape);
    return [batch, this.#n, features];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => repeatAlong(firstTensor(inputs).expandDims(1), 1, this.#n));
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), n: this.#n };
  }
}
