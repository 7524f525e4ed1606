import { defineLayer } from './define-layer';
import { engineLayer } from './engine-layer';
import { transposedDefaults } from './transposed-defaults';

export const conv2dTranspose = defineLayer({
  className: 'Conv2DTranspose',
  positional: ['filters', 'kernel_size'],
  defaults: transposedDefaults(2),
  engine: engineLayer('StudioConvolutionTranspose', transposedDefaults(2), { axes: 2 }),
});
