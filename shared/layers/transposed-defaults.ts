import type { JsonObject } from '../json';
import { windowDefaults } from './convolution-defaults';

/** Keras's defaults of a transposed convolution over `axes` axes. */
export const transposedDefaults = (axes: 1 | 2 | 3): JsonObject => ({
  ...windowDefaults(axes),
  output_padding: null,
  kernel_initializer: 'glorot_uniform',
});
