import * as tf from '@tensorflow/tfjs';
import { built, type ConvConfig, ConvLayer, convConfig, withoutOrder } from './conv-layer';
import { depthwiseConvolve } from './depthwise-convolve';
import type { LayerArgs } from './layer-config';

interface Config extends ConvConfig {
  readonly depthMultiplier: number;
}

/** Keras's `DepthwiseConv1D` and `DepthwiseConv2D`: tfjs lacks the one, and its other ignores dilation. */
export class DepthwiseConvolution extends ConvLayer<Config> {
  static readonly className = 'StudioDepthwiseConvolution';
  #kernel: tf.LayerVariable | null = null;

  constructor(config: LayerArgs & Config) {
    super(config, { ...convConfig(config), depthMultiplier: config.depthMultiplier });
  }

  protected override channelsOf(channels: number): number {
    return channels * this.config.depthMultiplier;
  }

  protected override addKernels(channels: number): void {
    const shape = [...this.kernelSize, channels, this.config.depthMultiplier];
    this.#kernel = this.addWeight('kernel', shape, 'float32', tf.initializers.zeros());
  }

  protected override convolve(x: tf.Tensor): tf.Tensor {
    const padding = withoutOrder(this.config.padding);
    return depthwiseConvolve(x, built(this.#kernel), { strides: this.strides, padding, rates: this.rates, open: this.open });
  }
}
