import * as tf from '@tensorflow/tfjs';
import { type LayerArgs, type SymbolicShape, shapeList, tensorList } from './layer-config';
import { unitLength } from './unit-length';

interface Config {
  /** One for both, or one each; from behind where negative. */
  readonly axes: number | readonly [number, number];
  readonly normalize?: boolean;
}

/** Keras's shortest length. */
const KERAS_EPSILON = 1e-7;

/** Keras's `Dot` of two values [batch, features] or [batch, places, features]: products along an axis of each. */
export class Dot extends tf.layers.Layer {
  static readonly className = 'StudioDot';
  readonly #axes: readonly [number, number];
  readonly #normalize: boolean;

  constructor(config: LayerArgs & Config) {
    super(config);
    const { axes } = config;
    this.#axes = typeof axes === 'number' ? [axes, axes] : [axes[0], axes[1]];
    this.#normalize = config.normalize ?? false;
  }

  #axis(which: 0 | 1, rank: number): number {
    const axis = this.#axes[which];
    return axis < 0 ? axis + rank : axis;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    const [a = [], b = []] = shapeList(inputShape);
    const rest = (shape: SymbolicShape, which: 0 | 1) => shape.filter((_, i) => i !== 0 && i !== this.#axis(which, shape.length));
    const places = [...rest(a, 0), ...rest(b, 1)];
    return [a[0] ?? null, ...(places.length === 0 ? [1] : places)];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const [a, b] = tensorList(inputs);
      if (!a || !b) throw new Error('Dot was called without two tensors');
      const [left, right] = [this.#part(a, 0), this.#part(b, 1)];
      const product = tf.matMul(left.x, right.x, left.turned, !right.turned);
      const places = [...(a.rank === 3 ? [left.places] : []), ...(b.rank === 3 ? [right.places] : [])];
      return product.reshape([a.shape[0] ?? 1, ...(places.length === 0 ? [1] : places)]);
    });
  }

  /** As [batch, places, features], or turned: [batch, features, places]. */
  #part(x: tf.Tensor, which: 0 | 1): { readonly x: tf.Tensor3D; readonly turned: boolean; readonly places: number } {
    const axis = this.#axis(which, x.rank);
    const own = this.#normalize ? unitLength(x, axis, KERAS_EPSILON) : x;
    if (own.rank === 2) return { x: own.expandDims(1) as tf.Tensor3D, turned: false, places: 1 };
    const turned = axis === 1;
    return { x: own as tf.Tensor3D, turned, places: own.shape[turned ? 2 : 1] ?? 1 };
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), axes: [...this.#axes], normalize: this.#normalize };
  }
}
