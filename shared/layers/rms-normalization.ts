import { defineLayer } from './define-layer';

export const rmsNormalization = defineLayer({
  className: 'RMSNormalization',
  defaults: { axis: -1, epsilon: 1e-6 },
  initial: () => ({ kind: 'ones' }),
});
