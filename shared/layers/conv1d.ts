import { convolutionDefaults } from './convolution-defaults';
import { defineLayer } from './define-layer';
import { engineLayer } from './engine-layer';

export const conv1d = defineLayer({
  className: 'Conv1D',
  positional: ['filters', 'kernel_size'],
  defaults: convolutionDefaults(1),
  engine: engineLayer('StudioConvolution', convolutionDefaults(1), { axes: 1 }),
});
