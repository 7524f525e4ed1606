import { defineLayer } from './define-layer';

export const maxPooling2d = defineLayer({
  className: 'MaxPooling2D',
  positional: ['pool_size'],
  defaults: { pool_size: [2, 2], strides: null, padding: 'valid', data_format: 'channels_last' },
});
