import { defineLayer } from './define-layer';
import { returnsSequences } from './returns-sequences';

export const bidirectional = defineLayer({
  className: 'Bidirectional',
  positional: ['layer'],
  defaults: { merge_mode: 'concat' },
  padding: (record) => (returnsSequences(record) ? 'masked' : 'left out'),
  engine: { className: 'StudioBidirectional', wiring: 'mask' },
  initial: (weight) => (weight.endsWith('bias') ? { kind: 'forget_bias' } : null),
});
