import { defineLayer } from './define-layer';

/** Its means run over padding too, as Keras's do. */
export const groupNormalization = defineLayer({
  className: 'GroupNormalization',
  positional: ['groups'],
  defaults: { groups: 32, axis: -1, epsilon: 0.001, center: true, scale: true },
  padding: 'passed',
});
