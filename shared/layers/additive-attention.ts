import { attentionWiring } from './attention-wiring';
import { defineLayer } from './define-layer';
import { glorot } from './distribution';

export const additiveAttention = defineLayer({
  className: 'AdditiveAttention',
  takes: 'list',
  defaults: { use_scale: true, dropout: 0 },
  givesScores: true,
  padding: 'query',
  engine: { wiring: attentionWiring(['query', 'value']) },
  initial: (_weight, shape) => glorot(shape),
});
