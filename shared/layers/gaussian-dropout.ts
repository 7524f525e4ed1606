import { defineLayer } from './define-layer';

export const gaussianDropout = defineLayer({
  className: 'GaussianDropout',
  positional: ['rate'],
  defaults: { seed: null },
  padding: 'masked',
  // tfjs's draws what nobody can draw again.
  engine: { className: 'StudioGaussianDropout' },
});
