import { defineLayer } from './define-layer';
import { engineLayer } from './engine-layer';
import { marginDefaults } from './margin-defaults';

const defaults = marginDefaults('cropping', 1);

export const cropping1d = defineLayer({
  className: 'Cropping1D',
  positional: ['cropping'],
  defaults,
  engine: engineLayer('StudioCropping', defaults, { axes: 1 }),
});
