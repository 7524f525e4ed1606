import { defineLayer } from './define-layer';

export const softmax = defineLayer({
  className: 'Softmax',
  defaults: { axis: -1 },
  padding: 'masked',
  // tfjs's takes the last axis alone.
  engine: { className: 'StudioSoftmax' },
});
