import { defineLayer } from './define-layer';

export const layerNormalization = defineLayer({
  className: 'LayerNormalization',
  defaults: { axis: -1, epsilon: 0.001, center: true, scale: true, beta_initializer: 'zeros', gamma_initializer: 'ones' },
  padding: 'masked',
  // tfjs's tiles its parameters, whose gradient loops in JavaScript.
  engine: { className: 'StudioLayerNormalization' },
});
