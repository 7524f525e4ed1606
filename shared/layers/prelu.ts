import { defineLayer } from './define-layer';

export const prelu = defineLayer({
  className: 'PReLU',
  defaults: { shared_axes: null },
  padding: 'masked',
  initial: () => ({ kind: 'zeros' }),
});
