import { defineLayer } from './define-layer';
import { separableDefaults } from './depthwise-defaults';
import { glorot } from './distribution';
import { engineLayer } from './engine-layer';

export const separableConv1d = defineLayer({
  className: 'SeparableConv1D',
  positional: ['filters', 'kernel_size'],
  defaults: separableDefaults(1),
  engine: engineLayer('StudioSeparableConvolution', separableDefaults(1), { axes: 1 }),
  initial: (weight, shape) => (weight.endsWith('_kernel') ? glorot(shape) : null),
});
