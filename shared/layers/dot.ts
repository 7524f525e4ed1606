import { defineLayer } from './define-layer';

export const dot = defineLayer({
  className: 'Dot',
  takes: 'list',
  positional: ['axes'],
  defaults: { normalize: false },
  // tfjs's knows few shapes, and its normalisation has no finite gradient at 0.
  engine: { className: 'StudioDot' },
});
