import { attentionWiring } from './attention-wiring';
import { defineLayer } from './define-layer';
import { glorotMatrix } from './distribution';

export const groupQueryAttention = defineLayer({
  className: 'GroupQueryAttention',
  takes: 'args',
  defaults: { dropout: 0, use_bias: true, sliding_window: null, use_gate: false, flash_attention: null },
  givesScores: true,
  padding: 'query',
  engine: { wiring: attentionWiring(['query', 'value', 'key']) },
  initial: (weight, shape) =>
    weight.endsWith('/kernel') ? glorotMatrix(shape, weight === 'attention_output/kernel' ? shape.length - 1 : 1) : null,
});
