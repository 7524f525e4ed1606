import { defineLayer } from './define-layer';

export const spatialDropout1d = defineLayer({
  className: 'SpatialDropout1D',
  positional: ['rate'],
  defaults: { seed: null },
  padding: 'masked',
  // tfjs's draws the same mask at every step.
  engine: { className: 'StudioSpatialDropout' },
});
