import { defineLayer } from './define-layer';

export const leakyRelu = defineLayer({
  className: 'LeakyReLU',
  positional: ['negative_slope'],
  defaults: { negative_slope: 0.3 },
  padding: 'masked',
  // tfjs has the name of Keras 2.
  engine: { config: ({ config }) => ({ alpha: config.negative_slope ?? 0.3 }) },
});
