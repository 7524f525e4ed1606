import { attentionWiring } from './attention-wiring';
import { defineLayer } from './define-layer';

/** The weights of `LocalAttention` as a matrix: computed only for those who look at it. */
export const localAttentionScores = defineLayer({
  className: 'LocalAttentionScores',
  takes: 'list',
  defaults: { use_causal_mask: false },
  engine: { wiring: attentionWiring(['value', 'key']) },
  python: `class LocalAttentionScores(layers.Layer):
    """The weights of LocalAttention as a whole matrix: only for those who look at it."""

    def __init__(self, num_heads, window, use_causal_mask=False, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True
        self.num_heads = num_heads
        self.window = window
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

    def call(self, inputs, mask=None):
        query, _, key = (self.split(x) for x in inputs)
        places = keras.ops.arange(keras.ops.shape(query)[2])
        distance = places[None, :] - places[:, None]
        allowed = (distance >= -self.window) & (distance <= (0 if self.use_causal_mask else self.window))
        allowed = keras.ops.cast(allowed, self.compute_dtype)[None, None]
        real = self.real(mask)
        if real is not None:
            allowed = allowed * keras.ops.swapaxes(real, 2, 3)
        energies = keras.ops.matmul(query * query.shape[3] ** -0.5, keras.ops.swapaxes(key, 2, 3))
        return keras.ops.softmax(energies + (allowed - 1) * 1e9, -1) * allowed

    def get_config(self):
        return {**super().get_config(), "num_heads": self.num_heads, "window": self.window, "use_causal_mask": self.use_causal_mask}`,
});
