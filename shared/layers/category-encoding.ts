import { defineLayer } from './define-layer';

export const categoryEncoding = defineLayer({
  className: 'CategoryEncoding',
  positional: ['num_tokens'],
  defaults: { output_mode: 'multi_hot', sparse: false },
  // tfjs's looks at the numbers while it computes.
  engine: { className: 'StudioCategoryEncoding' },
});
