import { defineLayer } from './define-layer';
import { engineLayer } from './engine-layer';
import { same } from './same-per-axis';

const defaults = { size: same(1, 2), data_format: 'channels_last' };

export const upSampling1d = defineLayer({
  className: 'UpSampling1D',
  positional: ['size'],
  defaults,
  engine: engineLayer('StudioUpSampling', { ...defaults, interpolation: 'nearest' }, { axes: 1 }),
});
