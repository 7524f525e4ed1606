import { defineLayer } from './define-layer';
import { engineLayer } from './engine-layer';
import { transposedDefaults } from './transposed-defaults';

export const conv3dTranspose = defineLayer({
  className: 'Conv3DTranspose',
  positional: ['filters', 'kernel_size'],
  defaults: transposedDefaults(3),
  engine: engineLayer('StudioConvolutionTranspose', transposedDefaults(3), { axes: 3 }),
});
