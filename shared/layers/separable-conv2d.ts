import { defineLayer } from './define-layer';
import { separableDefaults } from './depthwise-defaults';
import { glorot } from './distribution';
import { engineLayer } from './engine-layer';

export const separableConv2d = defineLayer({
  className: 'SeparableConv2D',
  positional: ['filters', 'kernel_size'],
  defaults: separableDefaults(2),
  engine: engineLayer('StudioSeparableConvolution', separableDefaults(2), { axes: 2 }),
  initial: (weight, shape) => (weight.endsWith('_kernel') ? glorot(shape) : null),
});
