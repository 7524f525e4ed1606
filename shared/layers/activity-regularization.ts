import { defineLayer } from './define-layer';

/** Its sums run over padding too, as Keras's do. */
export const activityRegularization = defineLayer({
  className: 'ActivityRegularization',
  defaults: { l1: 0, l2: 0 },
  padding: 'passed',
});
