import { defineLayer } from './define-layer';

export const randomContrast = defineLayer({
  className: 'RandomContrast',
  positional: ['factor'],
  defaults: { value_range: [0, 255], seed: null },
});
