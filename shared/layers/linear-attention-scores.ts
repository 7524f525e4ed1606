import { attentionWiring } from './attention-wiring';
import { defineLayer } from './define-layer';

/** The weights that `LinearAttention` never computes, as a matrix: only for those who look at it. */
export const linearAttentionScores = defineLayer({
  className: 'LinearAttentionScores',
  takes: 'list',
  defaults: { use_causal_mask: false },
  engine: { wiring: attentionWiring(['value', 'key']) },
  python: `class LinearAttentionScores(layers.Layer):
    """The weights that LinearAttention never computes: only for those who look at them."""

    def __init__(self, num_heads, feature_map, use_causal_mask=False, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True
        self.num_heads = num_heads
        self.feature_map = feature_map
        self.use_causal_mask = use_causal_mask

    def compute_mask(self, inputs, mask=None):
        return None

    def compute_output_shape(self, input_shape):
        query, value, _ = input_shape
        return (query[0], self.num_heads, query[1], value[1])

    def split(self, x):
        """[batch, places, heads * size] to [batch, heads, places, size]."""
        x = keras.ops.reshape(x, (-1, keras.ops.shape(x)[1], self.num_heads, x.shape[-1] // self.num_heads))
        return keras.ops.transpose(x, (0, 2, 1, 3))

    def real(self, mask):
        """1 where keys and values are real, [batch, 1, keys, 1]; None: everywhere."""
        masks = [keras.ops.cast(m, self.compute_dtype)[:, None, :, None] for m in (mask or [])[1:] if m is not None]
        return None if not masks else masks[0] if len(masks) == 1 else masks[0] * masks[1]

    def features(self, query, key, mask):
        real = self.real(mask)
        if self.feature_map == "elu":
            query, key = keras.ops.elu(query) + 1, keras.ops.elu(key) + 1
        else:
            key = key if real is None else key + (real - 1) * 1e9
            largest = [keras.ops.stop_gradient(keras.ops.max(x, axes, keepdims=True)) for x, axes in ((query, -1), (key, (-2, -1)))]
            query, key = keras.ops.exp(query - largest[0]) + 1e-6, keras.ops.exp(key - largest[1]) + 1e-6
        return query, key if real is None else key * real

    def call(self, inputs, mask=None):
        query, _, key = (self.split(x) for x in inputs)
        query, key = self.features(query, key, mask)
        weights = keras.ops.matmul(query, keras.ops.swapaxes(key, 2, 3))
        if self.use_causal_mask:
            weights = keras.ops.tril(weights)
        return weights / keras.ops.maximum(keras.ops.sum(weights, -1, keepdims=True), 1e-12)

    def get_config(self):
        return {**super().get_config(), "num_heads": self.num_heads, "feature_map": self.feature_map, "use_causal_mask": self.use_causal_mask}`,
});
