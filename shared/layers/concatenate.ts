import { defineLayer } from './define-layer';

export const concatenate = defineLayer({
  className: 'Concatenate',
  takes: 'list',
  defaults: { axis: -1 },
  // A record counts the features' axis from behind (-1) and that of the places from before (1).
  padding: ({ config }) => (config.axis === 1 ? 'concatenated' : 'joined'),
});
