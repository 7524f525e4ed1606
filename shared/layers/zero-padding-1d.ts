import { defineLayer } from './define-layer';
import { engineLayer } from './engine-layer';
import { marginDefaults } from './margin-defaults';

const defaults = marginDefaults('padding', 1);

export const zeroPadding1d = defineLayer({
  className: 'ZeroPadding1D',
  positional: ['padding'],
  defaults,
  engine: engineLayer('StudioZeroPadding', defaults, { axes: 1 }),
});
