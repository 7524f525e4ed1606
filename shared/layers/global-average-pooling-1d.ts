import { defineLayer } from './define-layer';

export const globalAveragePooling1d = defineLayer({
  className: 'GlobalAveragePooling1D',
  defaults: { data_format: 'channels_last', keepdims: false },
  padding: 'left out',
  // tfjs's counts padding in.
  engine: { className: 'StudioGlobalAveragePooling1D', wiring: 'mask' },
});
