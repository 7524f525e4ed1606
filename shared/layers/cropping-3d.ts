import { defineLayer } from './define-layer';
import { engineLayer } from './engine-layer';
import { marginDefaults } from './margin-defaults';

const defaults = marginDefaults('cropping', 3);

export const cropping3d = defineLayer({
  className: 'Cropping3D',
  positional: ['cropping'],
  defaults,
  engine: engineLayer('StudioCropping', defaults, { axes: 3 }),
});
