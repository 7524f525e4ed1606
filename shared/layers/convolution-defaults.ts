import type { JsonObject } from '../json';

/** Keras's defaults of a convolution over `axes` axes. */
export const convolutionDefaults = (axes: 1 | 2 | 3): JsonObject => ({
  strides: Array.from({ length: axes }, () => 1),
  padding: 'valid',
  data_format: 'channels_last',
  dilation_rate: Array.from({ length: axes }, () => 1),
  groups: 1,
  activation: 'linear',
  use_bias: true,
  kernel_initializer: 'glorot_uniform',
  bias_initializer: 'zeros',
});
