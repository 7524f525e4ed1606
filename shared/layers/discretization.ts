import { defineLayer } from './define-layer';

export const discretization = defineLayer({
  className: 'Discretization',
  defaults: { num_bins: null, epsilon: 0.01, output_mode: 'int', sparse: false },
  engine: { className: 'StudioDiscretization' },
});
