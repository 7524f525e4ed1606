import { defineLayer } from './define-layer';
import { returnsSequences } from './returns-sequences';

export const simpleRnn = defineLayer({
  className: 'SimpleRNN',
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
  },
  padding: (record) => (returnsSequences(record) ? 'masked' : 'left out'),
  // tfjs's unrolls its steps, and gives other numbers than Keras under a mask.
  engine: { className: 'StudioSimpleRNN', wiring: 'mask' },
});
