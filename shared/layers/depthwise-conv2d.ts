import { defineLayer } from './define-layer';
import { depthwiseDefaults } from './depthwise-defaults';
import { engineLayer } from './engine-layer';

export const depthwiseConv2d = defineLayer({
  className: 'DepthwiseConv2D',
  positional: ['kernel_size'],
  defaults: depthwiseDefaults(2),
  engine: engineLayer('StudioDepthwiseConvolution', depthwiseDefaults(2), { axes: 2 }),
});
