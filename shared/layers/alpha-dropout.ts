import { defineLayer } from './define-layer';

export const alphaDropout = defineLayer({
  className: 'AlphaDropout',
  positional: ['rate'],
  defaults: { noise_shape: null, seed: null },
  padding: 'masked',
  // tfjs's draws what nobody can draw again.
  engine: { className: 'StudioAlphaDropout' },
});
