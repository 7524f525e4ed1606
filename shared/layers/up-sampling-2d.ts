import { defineLayer } from './define-layer';
import { engineLayer } from './engine-layer';
import { same } from './same-per-axis';

const defaults = { size: same(2, 2), data_format: 'channels_last', interpolation: 'nearest' };

export const upSampling2d = defineLayer({
  className: 'UpSampling2D',
  positional: ['size'],
  defaults,
  engine: engineLayer('StudioUpSampling', defaults, { axes: 2 }),
});
