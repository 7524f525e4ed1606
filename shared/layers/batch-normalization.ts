import { defineLayer } from './define-layer';

export const batchNormalization = defineLayer({
  className: 'BatchNormalization',
  defaults: { axis: -1, momentum: 0.99, epsilon: 0.001, center: true, scale: true },
  padding: 'masked',
  // tfjs's counts padding in, and moves its statistics outside of what a step can hold back.
  engine: { className: 'StudioBatchNormalization', wiring: 'mask' },
});
