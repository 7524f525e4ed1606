import * as tf from '@tensorflow/tfjs';
import { firstShape, firstTensor, type LayerArgs, type SymbolicShape } from '../layer-config';

interface Config {
  readonly height: number;
  readonly width: number;
}

/** Keras's `CenterCrop` of a picture that is large enough. [batch, height, width, channels] */
export class CenterCrop extends tf.layers.Layer {
  static readonly className = 'StudioCenterCrop';
  readonly #config: Config;

  constructor(args: LayerArgs & Config) {
    super(args);
    this.#config = { height: args.height, width: args.width };
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    const [batch = null, , , channels = null] = firstShape(inputShape);
    return [batch, this.#config.height, this.#config.width, channels];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = firstTensor(inputs) as tf.Tensor4D;
      const { height, width } = this.#config;
      const [batch, rows, cols, channels] = x.shape;
      const [top, left] = [Math.floor((rows - height) / 2), Math.floor((cols - width) / 2)];
      return x.slice([0, top, left, 0], [batch, height, width, channels]);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.#config };
  }
}
