import { defineLayer } from './define-layer';
import { engineLayer } from './engine-layer';
import { marginDefaults } from './margin-defaults';

const defaults = marginDefaults('padding', 2);

export const zeroPadding2d = defineLayer({
  className: 'ZeroPadding2D',
  positional: ['padding'],
  defaults,
  engine: engineLayer('StudioZeroPadding', defaults, { axes: 2 }),
});
