import * as tf from '@tensorflow/tfjs';
import { featuresOf, firstShape, firstTensor, type LayerArgs, type SymbolicShape } from './layer-config';

interface Config {
  readonly epsilon?: number;
}

/**
 * (x − mean) / √(variance + ε) over the last axis. With n for the result and d for its gradient, that of x is
 * (d − mean(d) − n · mean(d · n)) / √(variance + ε): three passes fewer than automatic differentiation takes, and only n
 * and the roots are kept.
 */
function normalise(x: tf.Tensor, epsilon: number): tf.Tensor {
  const run = tf.customGrad((...args) => {
    const [input, save] = args as unknown as [tf.Tensor, (tensors: tf.Tensor[]) => void];
    const centred = input.sub(input.mean(-1, true));
    const scale = centred.square().mean(-1, true).add(epsilon).rsqrt();
    const normal = centred.mul(scale);
    save([normal, scale]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor => {
      const [n, s] = saved;
      if (!n || !s) throw new Error('a normalisation lost what its gradient needs');
      return dy.sub(dy.mean(-1, true)).sub(n.mul(dy.mul(n).mean(-1, true))).mul(s);
    };
    return { value: normal, gradFunc };
  });
  return run(x);
}

/**
 * Keras's `LayerNormalization` over the last axis. tfjs's own tiles its parameters, whose gradient loops in
 * JavaScript: thousands of kernels a step. This is mean, square, rsqrt, broadcast.
 */
export class LayerNormalization extends tf.layers.Layer {
  static readonly className = 'StudioLayerNormalization';
  readonly #epsilon: number;
  #gamma: tf.LayerVariable | null = null;
  #beta: tf.LayerVariable | null = null;

  constructor(config: LayerArgs & Config) {
    super(config);
    this.#epsilon = config.epsilon ?? 1e-3;
  }

  override build(inputShape: SymbolicShape | SymbolicShape[]): void {
    const features = featuresOf(firstShape(inputShape));
    this.#gamma = this.addWeight('gamma', [features], 'float32', tf.initializers.ones());
    this.#beta = this.addWeight('beta', [features], 'float32', tf.initializers.zeros());
    this.built = true;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    return firstShape(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const normal = normalise(firstTensor(inputs), this.#epsilon);
      return this.#gamma && this.#beta ? normal.mul(this.#gamma.read()).add(this.#beta.read()) : normal;
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), epsilon: this.#epsilon };
  }
}
