import type { LayerRecord } from '../graph/layer-record';
import { convolutionDefaults } from './convolution-defaults';
import { defineLayer } from './define-layer';

/** tfjs's has no gradient with a dilation, and no groups. */
const needsOurs = ({ config }: LayerRecord): boolean =>
  (Array.isArray(config.dilation_rate) && config.dilation_rate.some((step) => step !== 1)) || (config.groups ?? 1) !== 1;

export const conv2d = defineLayer({
  className: 'Conv2D',
  positional: ['filters', 'kernel_size'],
  defaults: convolutionDefaults(2),
  engine: {
    classNames: ['Conv2D', 'StudioConvolution'],
    className: (record) => (needsOurs(record) ? 'StudioConvolution' : 'Conv2D'),
    config: (record) => (needsOurs(record) ? { ...convolutionDefaults(2), ...record.config, axes: 2 } : record.config),
  },
});
