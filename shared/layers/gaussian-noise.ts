import { defineLayer } from './define-layer';

export const gaussianNoise = defineLayer({
  className: 'GaussianNoise',
  positional: ['stddev'],
  defaults: { seed: null },
  padding: 'masked',
  // tfjs's draws what nobody can draw again.
  engine: { className: 'StudioGaussianNoise' },
});
