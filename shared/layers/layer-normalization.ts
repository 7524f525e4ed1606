import { defineLayer } from './define-layer';

export const layerNormalization = defineLayer({
  className: 'LayerNormalization',
  defaults: { axis: -1, epsilon: 0.001, center: true, scale: true, beta_initializer: 'zeros', gamma_initializer: 'ones' },
  // Over places, padding counts among them.
  padding: ({ config }) => (Array.isArray(config.axis) && config.axis.includes(1) ? 'passed' : 'masked'),
  // tfjs's tiles its parameters, whose gradient loops in JavaScript.
  engine: { className: 'StudioLayerNormalization' },
});
