import * as tf from '@tensorflow/tfjs';
import { firstShape, firstTensor, type LayerArgs, type SymbolicShape, tensorList } from './layer-config';

interface Config {
  /** A second input holds the mask. */
  readonly masked: boolean;
}

/** Logits that give class 0, CTC's blank, for certain at padded steps: [batch, steps, classes]. */
export class BlankWherePadded extends tf.layers.Layer {
  static readonly className = 'BlankWherePadded';
  readonly #masked: boolean;

  constructor(config: LayerArgs & Config) {
    super(config);
    this.#masked = config.masked;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    return firstShape(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = firstTensor(inputs);
      const mask = tensorList(inputs)[1];
      if (!this.#masked || !mask) return x;
      const real = mask.expandDims(-1);
      const classes = x.shape.at(-1) ?? 1;
      const blank = tf.range(0, classes, 1, 'int32').equal(tf.scalar(0, 'int32')).cast('float32').sub(1).mul(1e9);
      return x.mul(real).add(blank.mul(tf.sub(1, real)));
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), masked: this.#masked };
  }
}
