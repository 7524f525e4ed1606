import { defineLayer } from './define-layer';
import { engineLayer } from './engine-layer';
import { transposedDefaults } from './transposed-defaults';

export const conv1dTranspose = defineLayer({
  className: 'Conv1DTranspose',
  positional: ['filters', 'kernel_size'],
  defaults: transposedDefaults(1),
  engine: engineLayer('StudioConvolutionTranspose', transposedDefaults(1), { axes: 1 }),
});
