import { defineLayer } from './define-layer';

export const randomTranslation = defineLayer({
  className: 'RandomTranslation',
  positional: ['height_factor', 'width_factor'],
  defaults: { fill_mode: 'reflect', interpolation: 'bilinear', seed: null, fill_value: 0 },
});
