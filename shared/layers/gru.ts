import { defineLayer } from './define-layer';
import { returnsSequences } from './returns-sequences';

export const gru = defineLayer({
  className: 'GRU',
  positional: ['units'],
  defaults: {
    activation: 'tanh',
    use_bias: true,
    kernel_initializer: 'glorot_uniform',
    recurrent_initializer: 'orthogonal',
    bias_initializer: 'zeros',
    dropout: 0,
    recurrent_dropout: 0,
    return_sequences: false,
    return_state: false,
    go_backwards: false,
    stateful: false,
    unroll: false,
    recurrent_activation: 'sigmoid',
    reset_after: true,
  },
  padding: (record) => (returnsSequences(record) ? 'masked' : 'left out'),
  // tfjs's unrolls its steps, lacks reset_after, and gives other numbers than Keras under a mask.
  engine: { className: 'StudioGRU', wiring: 'mask' },
});
