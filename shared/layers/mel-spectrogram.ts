import { defineLayer } from './define-layer';

export const melSpectrogram = defineLayer({
  className: 'MelSpectrogram',
  defaults: {
    fft_length: 2048,
    sequence_stride: 512,
    sequence_length: null,
    window: 'hann',
    sampling_rate: 16_000,
    num_mel_bins: 128,
    min_freq: 20,
    max_freq: null,
    power_to_db: true,
    top_db: 80,
    mag_exp: 2,
    min_power: 1e-10,
    ref_power: 1,
  },
});
