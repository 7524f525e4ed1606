import { attentionWiring } from './attention-wiring';
import { defineLayer } from './define-layer';

/** Keras's `Attention` with another score. */
export const euclideanAttention = defineLayer({
  className: 'EuclideanAttention',
  takes: 'list',
  defaults: { use_scale: false, dropout: 0, factor: 1 },
  givesScores: true,
  padding: 'query',
  engine: { wiring: attentionWiring(['query', 'value']) },
  initial: () => ({ kind: 'ones' }),
  python: `class EuclideanAttention(layers.Attention):
    """Attention whose score is the negative squared distance of query and key, times a factor."""

    def __init__(self, factor=1.0, **kwargs):
        super().__init__(**kwargs)
        self.factor = factor

    def _calculate_scores(self, query, key):
        products = keras.ops.matmul(query, keras.ops.swapaxes(key, -2, -1))
        lengths = keras.ops.sum(query**2, -1, keepdims=True) + keras.ops.sum(key**2, -1)[:, None, :]
        scores = (2 * products - lengths) * self.factor
        return scores if self.scale is None else scores * self.scale

    def get_config(self):
        return {**super().get_config(), "factor": self.factor}`,
});
