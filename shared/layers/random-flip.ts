import { defineLayer } from './define-layer';

export const randomFlip = defineLayer({
  className: 'RandomFlip',
  positional: ['mode'],
  defaults: { mode: 'horizontal_and_vertical', seed: null },
});
