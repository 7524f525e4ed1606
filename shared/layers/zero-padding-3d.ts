import { defineLayer } from './define-layer';
import { engineLayer } from './engine-layer';
import { marginDefaults } from './margin-defaults';

const defaults = marginDefaults('padding', 3);

export const zeroPadding3d = defineLayer({
  className: 'ZeroPadding3D',
  positional: ['padding'],
  defaults,
  engine: engineLayer('StudioZeroPadding', defaults, { axes: 3 }),
});
