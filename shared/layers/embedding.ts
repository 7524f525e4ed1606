import { defineLayer } from './define-layer';

export const embedding = defineLayer({
  className: 'Embedding',
  positional: ['input_dim', 'output_dim'],
  defaults: { embeddings_initializer: 'uniform', mask_zero: false },
  padding: 'masked',
  makesMask: (record) => (record.config.mask_zero === true ? { class_name: 'PaddingMask', config: {} } : null),
  // The mask travels as a tensor of its own: tfjs hands on only the first input's, and to layers that it is not for.
  engine: { config: (record) => ({ ...record.config, mask_zero: false }) },
});
