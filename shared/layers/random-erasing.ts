import { defineLayer } from './define-layer';

export const randomErasing = defineLayer({
  className: 'RandomErasing',
  defaults: { factor: 1, scale: [0.02, 0.33], fill_value: null, value_range: [0, 255], seed: null },
});
