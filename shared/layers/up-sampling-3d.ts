import { defineLayer } from './define-layer';
import { engineLayer } from './engine-layer';
import { same } from './same-per-axis';

const defaults = { size: same(3, 2), data_format: 'channels_last' };

export const upSampling3d = defineLayer({
  className: 'UpSampling3D',
  positional: ['size'],
  defaults,
  engine: engineLayer('StudioUpSampling', { ...defaults, interpolation: 'nearest' }, { axes: 3 }),
});
