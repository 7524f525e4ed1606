import { convolutionDefaults } from './convolution-defaults';
import { defineLayer } from './define-layer';
import { engineLayer } from './engine-layer';

export const conv3d = defineLayer({
  className: 'Conv3D',
  positional: ['filters', 'kernel_size'],
  defaults: convolutionDefaults(3),
  engine: engineLayer('StudioConvolution', convolutionDefaults(3), { axes: 3 }),
});
