import { defineLayer } from './define-layer';

export const timeDistributed = defineLayer({
  className: 'TimeDistributed',
  positional: ['layer'],
  // tfjs's goes through the moments one by one.
  engine: { className: 'StudioTimeDistributed' },
});
