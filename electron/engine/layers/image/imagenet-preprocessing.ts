import * as tf from '@tensorflow/tfjs';
import { firstShape, firstTensor, type LayerArgs, type SymbolicShape } from '../layer-config';

interface Config {
  readonly mode: 'caffe' | 'tf' | 'torch';
}

/** Keras's `imagenet_utils.preprocess_input` of [batch, …, 3], red first, from 0 to 255. */
export class ImageNetPreprocessing extends tf.layers.Layer {
  static readonly className = 'ImageNetPreprocessing';
  readonly #mode: Config['mode'];

  constructor(args: LayerArgs & Config) {
    super(args);
    this.#mode = args.mode;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    return firstShape(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = firstTensor(inputs);
      switch (this.#mode) {
        case 'tf':
          return x.div(127.5).sub(1);
        case 'torch':
          return x
            .div(255)
            .sub(tf.tensor1d([0.485, 0.456, 0.406]))
            .div(tf.tensor1d([0.229, 0.224, 0.225]));
        case 'caffe':
          return blueFirst(x).sub(tf.tensor1d([103.939, 116.779, 123.68]));
      }
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), mode: this.#mode };
  }
}

/** Red, green, blue → blue, green, red. */
function blueFirst(x: tf.Tensor): tf.Tensor {
  const [red, green, blue] = tf.split(x, 3, -1);
  if (!red || !green || !blue) throw new Error('pictures of three channels were expected');
  return tf.concat([blue, green, red], -1);
}
