import type { LayerRecord } from '../graph/layer-record';
import { convolutionDefaults } from './convolution-defaults';
import { defineLayer } from './define-layer';

const isDilated = ({ config }: LayerRecord): boolean =>
  Array.isArray(config.dilation_rate) && config.dilation_rate.some((step) => step !== 1);

export const conv2d = defineLayer({
  className: 'Conv2D',
  positional: ['filters', 'kernel_size'],
  defaults: convolutionDefaults(2),
  // tfjs's has no gradient with a dilation.
  engine: { className: (record) => (isDilated(record) ? 'StudioDilatedConv2D' : 'Conv2D') },
});
