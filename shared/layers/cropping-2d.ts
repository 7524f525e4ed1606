import { defineLayer } from './define-layer';
import { engineLayer } from './engine-layer';
import { marginDefaults } from './margin-defaults';

const defaults = marginDefaults('cropping', 2);

export const cropping2d = defineLayer({
  className: 'Cropping2D',
  positional: ['cropping'],
  defaults,
  engine: engineLayer('StudioCropping', defaults, { axes: 2 }),
});
