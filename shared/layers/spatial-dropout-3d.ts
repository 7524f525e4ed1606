import { defineLayer } from './define-layer';

export const spatialDropout3d = defineLayer({
  className: 'SpatialDropout3D',
  positional: ['rate'],
  defaults: { seed: null },
  padding: 'masked',
  // tfjs's draws the same mask at every step.
  engine: { className: 'StudioSpatialDropout' },
});
