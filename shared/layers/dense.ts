import { defineLayer } from './define-layer';

export const dense = defineLayer({
  className: 'Dense',
  positional: ['units'],
  defaults: { activation: 'linear', use_bias: true, kernel_initializer: 'glorot_uniform', bias_initializer: 'zeros' },
  padding: 'masked',
});
