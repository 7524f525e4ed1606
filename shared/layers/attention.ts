import { attentionWiring } from './attention-wiring';
import { defineLayer } from './define-layer';

export const attention = defineLayer({
  className: 'Attention',
  takes: 'list',
  defaults: { use_scale: false, score_mode: 'dot', dropout: 0 },
  givesScores: true,
  padding: 'query',
  engine: { wiring: attentionWiring(['query', 'value']) },
  initial: () => ({ kind: 'ones' }),
});
