import * as tf from '@tensorflow/tfjs';
import { built, type ConvConfig, ConvLayer, convConfig, withoutOrder } from './conv-layer';
import type { LayerArgs, SymbolicShape } from './layer-config';
import { perAxis, type Size } from './spatial';
import { spreadKernel } from './spread-kernel';
import { transposeConvolve } from './transpose-convolve';

interface Config extends ConvConfig {
  readonly filters: number;
  readonly outputPadding: Size | null;
}

/** Keras's `Conv1DTranspose`, `Conv2DTranspose`, `Conv3DTranspose`, with dilation, and with gradients in three dimensions. */
export class ConvolutionTranspose extends ConvLayer<Config> {
  static readonly className = 'StudioConvolutionTranspose';
  #kernel: tf.LayerVariable | null = null;

  constructor(config: LayerArgs & Config) {
    super(config, { ...convConfig(config), filters: config.filters, outputPadding: config.outputPadding });
  }

  protected override channelsOf(): number {
    return this.config.filters;
  }

  protected override addKernels(channels: number): void {
    this.#kernel = this.addWeight('kernel', [...this.kernelSize, this.config.filters, channels], 'float32', tf.initializers.zeros());
  }

  /** Keras's rule. */
  protected override sides(sides: SymbolicShape): SymbolicShape {
    const { padding, outputPadding, axes } = this.config;
    const more = outputPadding === null ? null : perAxis(outputPadding, axes);
    return sides.map((side, axis) => {
      if (side === null) return null;
      const [reach, stride] = [this.reach[axis] ?? 1, this.strides[axis] ?? 1];
      if (!more) return side * stride + (padding === 'valid' ? Math.max(reach - stride, 0) : 0);
      return (side - 1) * stride + reach - (padding === 'same' ? 2 * Math.floor(reach / 2) : 0) + (more[axis] ?? 0);
    });
  }

  protected override convolve(x: tf.Tensor): tf.Tensor {
    const places = this.sides(x.shape.slice(1, -1)).map((side) => side ?? 0);
    const kernel = spreadKernel(built(this.#kernel), this.rates);
    return transposeConvolve(x, kernel, { strides: this.strides, padding: withoutOrder(this.config.padding), places });
  }
}
