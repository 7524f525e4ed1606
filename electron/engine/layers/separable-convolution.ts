import * as tf from '@tensorflow/tfjs';
import { built, type ConvConfig, ConvLayer, convConfig, withoutOrder } from './conv-layer';
import { convolve } from './convolve';
import { depthwiseConvolve } from './depthwise-convolve';
import type { LayerArgs } from './layer-config';

interface Config extends ConvConfig {
  readonly filters: number;
  readonly depthMultiplier: number;
}

/** Keras's `SeparableConv1D` and `SeparableConv2D`: tfjs lacks the one, and its other cannot be trained with a dilation. */
export class SeparableConvolution extends ConvLayer<Config> {
  static readonly className = 'StudioSeparableConvolution';
  #depthwise: tf.LayerVariable | null = null;
  #pointwise: tf.LayerVariable | null = null;

  constructor(config: LayerArgs & Config) {
    super(config, { ...convConfig(config), filters: config.filters, depthMultiplier: config.depthMultiplier });
  }

  protected override channelsOf(): number {
    return this.config.filters;
  }

  protected override addKernels(channels: number): void {
    const { depthMultiplier, filters } = this.config;
    const ones = this.kernelSize.map(() => 1);
    const zeros = tf.initializers.zeros();
    this.#depthwise = this.addWeight('depthwise_kernel', [...this.kernelSize, channels, depthMultiplier], 'float32', zeros);
    this.#pointwise = this.addWeight('pointwise_kernel', [...ones, channels * depthMultiplier, filters], 'float32', zeros);
  }

  protected override convolve(x: tf.Tensor): tf.Tensor {
    const { strides, rates, open } = this;
    const padding = withoutOrder(this.config.padding);
    const patterns = depthwiseConvolve(x, built(this.#depthwise), { strides, padding, rates, open });
    const ones = strides.map(() => 1);
    return convolve(patterns, built(this.#pointwise), { strides: ones, padding: 'valid', rates: ones, groups: 1, open });
  }
}
