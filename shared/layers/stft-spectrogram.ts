import { defineLayer } from './define-layer';

export const stftSpectrogram = defineLayer({
  className: 'STFTSpectrogram',
  defaults: {
    mode: 'log',
    frame_length: 256,
    frame_step: null,
    fft_length: null,
    window: 'hann',
    periodic: false,
    scaling: 'density',
    padding: 'valid',
    expand_dims: false,
  },
});
