import { defineLayer } from './define-layer';

export const dropout = defineLayer({
  className: 'Dropout',
  positional: ['rate'],
  defaults: { noise_shape: null, seed: null },
  padding: 'masked',
  // tfjs's with a seed draws the same mask every step.
  engine: { className: 'StudioDropout' },
});
