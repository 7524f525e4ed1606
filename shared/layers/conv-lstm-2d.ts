import { defineLayer } from './define-layer';

export const convLstm2d = defineLayer({
  className: 'ConvLSTM2D',
  positional: ['filters', 'kernel_size'],
  defaults: { strides: [1, 1], padding: 'valid', return_sequences: false },
  engine: { className: 'StudioConvLSTM2D' },
  initial: (weight) => (weight === 'bias' ? { kind: 'forget_bias' } : null),
});
