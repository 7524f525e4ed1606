import { attentionWiring } from './attention-wiring';
import { defineLayer } from './define-layer';

/** Luong's location-based attention (arXiv:1508.04025, eq. 8). */
export const locationAttention = defineLayer({
  className: 'LocationAttention',
  takes: 'list',
  givesScores: true,
  padding: 'query',
  engine: { wiring: attentionWiring(['query', 'value']) },
  python: `class LocationAttention(layers.Layer):
    """Looks at places by what asks alone: softmax(W q), whatever stands there (Luong et al. 2015, eq. 8)."""

    def __init__(self, max_length, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True
        self.max_length = max_length

    def build(self, input_shape):
        self.kernel = self.add_weight(name="kernel", shape=(input_shape[0][-1], self.max_length))

    def compute_mask(self, inputs, mask=None):
        return mask[0] if mask else None

    def call(self, inputs, mask=None, return_attention_scores=False):
        query, value = inputs
        learned = keras.ops.matmul(query, self.kernel)
        places = keras.ops.arange(keras.ops.shape(value)[1])
        scores = keras.ops.take(learned, keras.ops.minimum(places, self.max_length - 1), axis=2)
        scores = scores + (keras.ops.cast(places < self.max_length, scores.dtype) - 1) * 1e9
        if mask is not None and mask[1] is not None:
            real = keras.ops.cast(mask[1], scores.dtype)[:, None, :]
            weights = keras.ops.softmax(scores + (real - 1) * 1e9, -1) * real
        else:
            weights = keras.ops.softmax(scores, -1)
        output = keras.ops.matmul(weights, value)
        if mask is not None and mask[0] is not None:
            output = output * keras.ops.cast(mask[0], output.dtype)[:, :, None]
        return (output, weights) if return_attention_scores else output

    def get_config(self):
        return {**super().get_config(), "max_length": self.max_length}`,
});
