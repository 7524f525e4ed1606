import type { JsonObject } from '../json';
import { same } from './same-per-axis';

/** Keras's defaults of what all convolutions over `axes` axes have. */
export const windowDefaults = (axes: 1 | 2 | 3): JsonObject => ({
  strides: same(axes, 1),
  padding: 'valid',
  data_format: 'channels_last',
  dilation_rate: same(axes, 1),
  activation: 'linear',
  use_bias: true,
  bias_initializer: 'zeros',
});

/** Keras's defaults of a convolution over `axes` axes. */
export const convolutionDefaults = (axes: 1 | 2 | 3): JsonObject => ({
  ...windowDefaults(axes),
  groups: 1,
  kernel_initializer: 'glorot_uniform',
});
