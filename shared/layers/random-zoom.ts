import { defineLayer } from './define-layer';

export const randomZoom = defineLayer({
  className: 'RandomZoom',
  positional: ['height_factor', 'width_factor'],
  defaults: { width_factor: null, fill_mode: 'reflect', interpolation: 'bilinear', seed: null, fill_value: 0 },
});
