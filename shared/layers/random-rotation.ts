import { defineLayer } from './define-layer';

export const randomRotation = defineLayer({
  className: 'RandomRotation',
  positional: ['factor'],
  defaults: { fill_mode: 'reflect', interpolation: 'bilinear', seed: null, fill_value: 0 },
});
