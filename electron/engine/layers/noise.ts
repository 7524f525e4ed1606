import * as tf from '@tensorflow/tfjs';
import { keptMask, normalNoise } from '../randomness';
import { firstShape, firstTensor, isTraining, type LayerArgs, type SymbolicShape } from './layer-config';

/** What changes numbers at random while training and leaves them alone afterwards. */
abstract class Noise extends tf.layers.Layer {
  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    return firstShape(inputShape);
  }

  /** Null: nothing to do. */
  protected abstract disturbed(x: tf.Tensor): tf.Tensor | null;

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { readonly [name: string]: unknown }): tf.Tensor {
    const x = firstTensor(inputs);
    return isTraining(kwargs) ? tf.tidy(() => this.disturbed(x) ?? x) : x;
  }
}

/** Keras's `GaussianNoise`: adds normal numbers. */
export class GaussianNoise extends Noise {
  static readonly className = 'StudioGaussianNoise';
  readonly #deviation: number;

  constructor(config: LayerArgs & { readonly stddev: number }) {
    super(config);
    this.#deviation = config.stddev;
  }

  protected override disturbed(x: tf.Tensor): tf.Tensor | null {
    return this.#deviation === 0 ? null : x.add(normalNoise(x.shape, this.name).mul(this.#deviation));
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), stddev: this.#deviation };
  }
}

/** Keras's `GaussianDropout`: multiplies with normal numbers of mean 1 that vary as much as dropout does. */
export class GaussianDropout extends Noise {
  static readonly className = 'StudioGaussianDropout';
  readonly #rate: number;

  constructor(config: LayerArgs & { readonly rate: number }) {
    super(config);
    this.#rate = config.rate;
  }

  protected override disturbed(x: tf.Tensor): tf.Tensor | null {
    if (this.#rate === 0) return null;
    const deviation = Math.sqrt(this.#rate / (1 - this.#rate));
    return x.mul(normalNoise(x.shape, this.name).mul(deviation).add(1));
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), rate: this.#rate };
  }
}

/** What `selu` goes to for large negative numbers. */
const SELU_FLOOR = -1.6732632423543772 * 1.0507009873554805;

/** Keras's `AlphaDropout`: sets numbers to selu's lowest value and mends mean and variance. */
export class AlphaDropout extends Noise {
  static readonly className = 'StudioAlphaDropout';
  readonly #rate: number;

  constructor(config: LayerArgs & { readonly rate: number }) {
    super(config);
    this.#rate = config.rate;
  }

  protected override disturbed(x: tf.Tensor): tf.Tensor | null {
    if (this.#rate === 0) return null;
    const kept = keptMask(x.shape, this.#rate, this.name);
    const a = ((1 - this.#rate) * (1 + this.#rate * SELU_FLOOR ** 2)) ** -0.5;
    const b = -a * SELU_FLOOR * this.#rate;
    return x.mul(kept).add(tf.sub(1, kept).mul(SELU_FLOOR)).mul(a).add(b);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), rate: this.#rate };
  }
}
