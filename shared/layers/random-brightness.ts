import { defineLayer } from './define-layer';

export const randomBrightness = defineLayer({
  className: 'RandomBrightness',
  positional: ['factor'],
  defaults: { value_range: [0, 255], seed: null },
});
