import { defineLayer } from './define-layer';

export const globalAveragePooling2d = defineLayer({
  className: 'GlobalAveragePooling2D',
  defaults: { data_format: 'channels_last', keepdims: false },
});
