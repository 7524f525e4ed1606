import * as tf from '@tensorflow/tfjs';
import { featuresOf, firstShape, firstTensor, type LayerArgs, type SymbolicShape } from './layer-config';

type Size = readonly [number, number];

interface Config {
  readonly filters: number;
  readonly kernelSize: Size;
  readonly padding: 'same' | 'valid';
  readonly dilationRate: Size;
  readonly activation: NonNullable<Parameters<typeof tf.layers.activation>[0]['activation']>;
  readonly useBias: boolean;
}

/** Sets zeros between the entries along `axis`: [a, b] with a rate of 2 becomes [a, 0, b]. */
function spread(kernel: tf.Tensor, axis: 0 | 1, rate: number): tf.Tensor {
  const size = kernel.shape[axis] ?? 1;
  // A single row has no gaps; and tfjs's gradient of unstack fails on a single part.
  if (rate === 1 || size === 1) return kernel;
  const rows = tf.unstack(kernel, axis);
  const [first] = rows;
  if (!first) return kernel;
  const gap = tf.zerosLike(first);
  return tf.stack(
    rows.flatMap((row, i) => (i === size - 1 ? [row] : [row, ...Array.from({ length: rate - 1 }, () => gap)])),
    axis,
  );
}

/**
 * Keras's `Conv2D` with a dilation: tfjs computes it but has no gradient. A dilated window is a larger one
 * with zeros between its numbers.
 */
export class DilatedConv2D extends tf.layers.Layer {
  static readonly className = 'StudioDilatedConv2D';
  readonly #config: Config;
  readonly #activation: tf.layers.Layer;
  #kernel: tf.LayerVariable | null = null;
  #bias: tf.LayerVariable | null = null;

  constructor(config: LayerArgs & Config) {
    super(config);
    const { filters, kernelSize, padding, dilationRate, activation, useBias } = config;
    this.#config = { filters, kernelSize, padding, dilationRate, activation, useBias };
    this.#activation = tf.layers.activation({ activation });
  }

  override build(inputShape: SymbolicShape | SymbolicShape[]): void {
    const { kernelSize, filters, useBias } = this.#config;
    const channels = featuresOf(firstShape(inputShape));
    this.#kernel = this.addWeight('kernel', [...kernelSize, channels, filters], 'float32', tf.initializers.zeros());
    if (useBias) this.#bias = this.addWeight('bias', [filters], 'float32', tf.initializers.zeros());
    this.built = true;
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    const { kernelSize, dilationRate, padding, filters } = this.#config;
    const [batch = null, ...sides] = firstShape(inputShape);
    const places = [0, 1].map((axis) => {
      const side = sides[axis] ?? null;
      const lost = padding === 'same' ? 0 : ((kernelSize[axis] ?? 1) - 1) * (dilationRate[axis] ?? 1);
      return side === null ? null : side - lost;
    });
    return [batch, ...places, filters];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      if (!this.#kernel) throw new Error('Conv2D was called before it was built');
      const [down, across] = this.#config.dilationRate;
      const kernel = spread(spread(this.#kernel.read(), 0, down), 1, across);
      const x = tf.conv2d(firstTensor(inputs) as tf.Tensor4D, kernel as tf.Tensor4D, 1, this.#config.padding);
      return this.#activation.apply(this.#bias ? x.add(this.#bias.read()) : x) as tf.Tensor;
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { kernelSize, dilationRate, ...rest } = this.#config;
    return { ...super.getConfig(), ...rest, kernelSize: [...kernelSize], dilationRate: [...dilationRate] };
  }
}
