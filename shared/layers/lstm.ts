import { defineLayer } from './define-layer';
import { returnsSequences } from './returns-sequences';

export const lstm = defineLayer({
  className: 'LSTM',
  positional: ['units'],
  defaults: {
    activation: 'tanh',
    recurrent_activation: 'sigmoid',
    use_bias: true,
    kernel_initializer: 'glorot_uniform',
    recurrent_initializer: 'orthogonal',
    bias_initializer: 'zeros',
    unit_forget_bias: true,
    dropout: 0,
    recurrent_dropout: 0,
    return_sequences: false,
    return_state: false,
    go_backwards: false,
    stateful: false,
    unroll: false,
  },
  padding: (record) => (returnsSequences(record) ? 'masked' : 'left out'),
  // tfjs's runs its input product step by step, and gives other numbers than Keras under a mask.
  engine: { className: 'StudioLSTM', wiring: 'mask' },
  initial: (weight) => (weight.endsWith('bias') ? { kind: 'forget_bias' } : null),
});
