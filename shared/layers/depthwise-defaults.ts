import type { JsonObject } from '../json';
import { windowDefaults } from './convolution-defaults';

/** Keras's defaults of a convolution of each channel alone. */
export const depthwiseDefaults = (axes: 1 | 2): JsonObject => ({
  ...windowDefaults(axes),
  depth_multiplier: 1,
  depthwise_initializer: 'glorot_uniform',
});

/** And of one that mixes the channels afterwards. */
export const separableDefaults = (axes: 1 | 2): JsonObject => ({
  ...depthwiseDefaults(axes),
  pointwise_initializer: 'glorot_uniform',
});
