import * as tf from '@tensorflow/tfjs';
import { featuresOf, firstShape, firstTensor, type LayerArgs, type SymbolicShape } from './layer-config';

interface Config {
  readonly epsilon?: number;
  /** Counted from the front, ascending; absent: the last. */
  readonly axis?: readonly number[];
  /** Whether there is a β; absent: there is. */
  readonly center?: boolean;
  /** Whether there is a γ; absent: there is. */
  readonly scale?: boolean;
}

/**
 * (x − mean) / √(variance + ε) over some axes. With n for the result and d for its gradient, that of x is
 * (d − mean(d) − n · mean(d · n)) / √(variance + ε): three passes fewer than automatic differentiation takes, and only n
 * and the roots are kept.
 */
function normalise(x: tf.Tensor, epsilon: number, axes: number[]): tf.Tensor {
  const run = tf.customGrad((...args) => {
    const [input, save] = args as unknown as [tf.Tensor, (tensors: tf.Tensor[]) => void];
    const centred = input.sub(input.mean(axes, true));
    const scale = centred.square().mean(axes, true).add(epsilon).rsqrt();
    const normal = centred.mul(scale);
    save([normal, scale]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor => {
      const [n, s] = saved;
      if (!n || !s) throw new Error('a normalisation lost what its gradient needs');
      return dy
        .sub(dy.mean(axes, true))
        .sub(n.mul(dy.mul(n).mean(axes, true)))
        .mul(s);
    };
    return { value: normal, gradFunc };
  });
  return run(x);
}

/**
 * Keras's `LayerNormalization`. tfjs's own tiles its parameters, whose gradient loops in
 * JavaScript: thousands of kernels a step. This is mean, square, rsqrt, broadcast.
 */
export class LayerNormalization extends tf.layers.Layer {
  static readonly className = 'StudioLayerNormalization';
  readonly #epsilon: number;
  readonly #axis: readonly number[] | null;
  readonly #center: boolean;
  readonly #scale: boolean;
  #gamma: tf.LayerVariable | null = null;
  #beta: tf.LayerVariable | null = null;

  constructor(config: LayerArgs & Config) {
    super(config);
    this.#epsilon = config.epsilon ?? 1e-3;
    this.#axis = config.axis ?? null;
    this.#center = config.center ?? true;
    this.#scale = config.scale ?? true;
  }

  override build(inputShape: SymbolicShape | SymbolicShape[]): void {
    const shape = firstShape(inputShape);
    const sizes = this.#axis ? this.#axis.map((axis) => featuresOf(shape.slice(0, axis + 1))) : [featuresOf(shape)];
    if (this.#scale) this.#gamma = this.addWeight('gamma', sizes, 'float32', tf.initializers.ones());
    if (this.#center) this.#beta = this.addWeight('beta', sizes, 'float32', tf.initializers.zeros());
    this.built = true;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    return firstShape(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = firstTensor(inputs);
      const axis = this.#axis;
      const normal = normalise(x, this.#epsilon, axis ? [...axis] : [-1]);
      // As wide as the input along the axes that they are of, 1 elsewhere.
      const wide = axis && x.shape.map((size, at) => (axis.includes(at) ? size : 1));
      const spread = (weight: tf.LayerVariable): tf.Tensor => (wide ? weight.read().reshape(wide) : weight.read());
      const scaled = this.#gamma ? normal.mul(spread(this.#gamma)) : normal;
      return this.#beta ? scaled.add(spread(this.#beta)) : scaled;
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return {
      ...super.getConfig(),
      epsilon: this.#epsilon,
      ...(this.#axis ? { axis: [...this.#axis] } : {}),
      center: this.#center,
      scale: this.#scale,
    };
  }
}
