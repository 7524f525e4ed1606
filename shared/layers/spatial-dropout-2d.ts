import { defineLayer } from './define-layer';

export const spatialDropout2d = defineLayer({
  className: 'SpatialDropout2D',
  positional: ['rate'],
  defaults: { seed: null },
  padding: 'masked',
  // tfjs's draws the same mask at every step.
  engine: { className: 'StudioSpatialDropout' },
});
