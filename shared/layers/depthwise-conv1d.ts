import { defineLayer } from './define-layer';
import { depthwiseDefaults } from './depthwise-defaults';
import { engineLayer } from './engine-layer';

export const depthwiseConv1d = defineLayer({
  className: 'DepthwiseConv1D',
  positional: ['kernel_size'],
  defaults: depthwiseDefaults(1),
  engine: engineLayer('StudioDepthwiseConvolution', depthwiseDefaults(1), { axes: 1 }),
});
