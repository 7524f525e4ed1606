import * as tf from '@tensorflow/tfjs';
import { built, type ConvConfig, ConvLayer, convConfig } from './conv-layer';
import { convolve } from './convolve';
import type { LayerArgs } from './layer-config';

interface Config extends ConvConfig {
  readonly filters: number;
  readonly groups: number;
}

/** Keras's `Conv1D`, `Conv2D`, `Conv3D` with what tfjs's lack: gradients with dilation, groups, causal padding. */
export class Convolution extends ConvLayer<Config> {
  static readonly className = 'StudioConvolution';
  #kernel: tf.LayerVariable | null = null;

  constructor(config: LayerArgs & Config) {
    super(config, { ...convConfig(config), filters: config.filters, groups: config.groups });
  }

  protected override channelsOf(): number {
    return this.config.filters;
  }

  protected override addKernels(channels: number): void {
    const { filters, groups } = this.config;
    this.#kernel = this.addWeight('kernel', [...this.kernelSize, channels / groups, filters], 'float32', tf.initializers.zeros());
  }

  protected override convolve(x: tf.Tensor): tf.Tensor {
    const { padding, groups } = this.config;
    return convolve(x, built(this.#kernel), { strides: this.strides, padding, rates: this.rates, groups, open: this.open });
  }
}
