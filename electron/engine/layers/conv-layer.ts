import * as tf from '@tensorflow/tfjs';
import { firstShape, firstTensor, type LayerArgs, type SymbolicShape } from './layer-config';
import { mustLeavePlaces } from './must-leave-places';
import { type Axes, type Padding, perAxis, type Size } from './spatial';

/** What Keras's convolutions of every kind are set to, and how many axes they go over. */
export interface ConvConfig {
  readonly axes: Axes;
  readonly kernelSize: Size;
  readonly strides: Size;
  readonly padding: Padding;
  readonly dilationRate: Size;
  readonly activation: NonNullable<Parameters<typeof tf.layers.activation>[0]['activation']>;
  readonly useBias: boolean;
}

/** How many places a window has on a side, by TensorFlow's rule; null where the side is known only with the data. */
export function placesOf(side: number | null, reach: number, stride: number, padding: Padding): number | null {
  if (side === null) return null;
  return Math.ceil((padding === 'valid' ? side - reach + 1 : side) / stride);
}

/** What convolutions of every kind have in common: their settings, the bias, the activation. */
export abstract class ConvLayer<C extends ConvConfig> extends tf.layers.Layer {
  protected readonly config: C;
  readonly #activation: tf.layers.Layer;
  #bias: tf.LayerVariable | null = null;
  /** Some size is known only with the data. */
  protected open = false;

  constructor(args: LayerArgs, config: C) {
    super(args);
    this.config = config;
    this.#activation = tf.layers.activation({ activation: config.activation });
  }

  /** Adds the kernels, by the number of channels that come in. */
  protected abstract addKernels(channels: number): void;
  protected abstract convolve(x: tf.Tensor): tf.Tensor;
  /** Channels that come out of so many. */
  protected abstract channelsOf(channels: number): number;

  protected get kernelSize(): number[] {
    return perAxis(this.config.kernelSize, this.config.axes);
  }

  protected get strides(): number[] {
    return perAxis(this.config.strides, this.config.axes);
  }

  protected get rates(): number[] {
    return perAxis(this.config.dilationRate, this.config.axes);
  }

  /** How far the window reaches, one an axis. */
  protected get reach(): number[] {
    return this.kernelSize.map((size, axis) => (size - 1) * (this.rates[axis] ?? 1) + 1);
  }

  override build(inputShape: SymbolicShape | SymbolicShape[]): void {
    const shape = firstShape(inputShape);
    const channels = shape.at(-1) ?? 0;
    this.open = shape.slice(1).includes(null);
    this.addKernels(channels);
    if (this.config.useBias) this.#bias = this.addWeight('bias', [this.channelsOf(channels)], 'float32', tf.initializers.zeros());
    this.built = true;
  }

  protected sides(sides: SymbolicShape): SymbolicShape {
    return sides.map((side, axis) => placesOf(side, this.reach[axis] ?? 1, this.strides[axis] ?? 1, this.config.padding));
  }

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    const shape = firstShape(inputShape);
    return [shape[0] ?? null, ...this.sides(shape.slice(1, -1)), this.channelsOf(shape.at(-1) ?? 0)];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const given = firstTensor(inputs);
      mustLeavePlaces(this.name, given.shape, this.computeOutputShape(given.shape));
      const x = this.convolve(given);
      return this.#activation.apply(this.#bias ? x.add(this.#bias.read()) : x) as tf.Tensor;
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    const own = Object.entries(this.config).map(([name, value]) => [name, Array.isArray(value) ? [...value] : value]);
    return { ...super.getConfig(), ...Object.fromEntries(own) };
  }
}

/** The settings that every kind has, out of all that a constructor is handed. */
export function convConfig({ axes, kernelSize, strides, padding, dilationRate, activation, useBias }: ConvConfig): ConvConfig {
  return { axes, kernelSize, strides, padding, dilationRate, activation, useBias };
}

/** The padding of those that know no order. */
export function withoutOrder(padding: Padding): 'valid' | 'same' {
  if (padding === 'causal') throw new Error('only Conv1D has causal padding');
  return padding;
}

/** A weight that `build` has added. */
export function built(weight: tf.LayerVariable | null): tf.Tensor {
  if (!weight) throw new Error('a convolution was called before it was built');
  return weight.read();
}
