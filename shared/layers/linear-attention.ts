import { attentionWiring } from './attention-wiring';
import { defineLayer } from './define-layer';

/** Attention by features of queries and keys, in time and memory of the places alone. */
export const linearAttention = defineLayer({
  className: 'LinearAttention',
  takes: 'list',
  defaults: { use_causal_mask: false },
  padding: 'query',
  engine: { wiring: attentionWiring(['value', 'key']) },
  python: `class LinearAttention(layers.Layer):
    """phi(Q) (phi(K)^T V) divided by its sums: attention without a matrix of weights (arXiv:2006.16236)."""

    BLOCK = 64

    def __init__(self, num_heads, feature_map, use_causal_mask=False, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True
        self.num_heads = num_heads
        self.feature_map = feature_map
        self.use_causal_mask = use_causal_mask

    def compute_mask(self, inputs, mask=None):
        return mask[0] if mask else None

    def compute_output_shape(self, input_shape):
        query, value, _ = input_shape
        return (*query[:2], value[-1])

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

    def blocks(self, x):
        count = (keras.ops.shape(x)[2] + self.BLOCK - 1) // self.BLOCK
        x = keras.ops.pad(x, ((0, 0), (0, 0), (0, self.BLOCK - 1), (0, 0)))[:, :, : count * self.BLOCK]
        return keras.ops.reshape(x, (-1, x.shape[1], count, self.BLOCK, x.shape[3]))

    def call(self, inputs, mask=None):
        query, value, key = (self.split(x) for x in inputs)
        query, key = self.features(query, key, mask)
        places, size = keras.ops.shape(query)[2], value.shape[3]
        value = keras.ops.concatenate([value, keras.ops.ones_like(value[..., :1])], 3)
        if self.use_causal_mask:
            # Within blocks pair by pair; what lies before a block as one sum.
            query, key, value = self.blocks(query), self.blocks(key), self.blocks(value)
            past = keras.ops.cast(np.tri(self.BLOCK), self.compute_dtype)
            within = keras.ops.matmul(keras.ops.matmul(query, keras.ops.swapaxes(key, 3, 4)) * past, value)
            sums = keras.ops.matmul(keras.ops.swapaxes(key, 3, 4), value)
            output = within + keras.ops.matmul(query, keras.ops.cumsum(sums, 2) - sums)
            shape = keras.ops.shape(output)
            output = keras.ops.reshape(output, (-1, shape[1], shape[2] * shape[3], size + 1))[:, :, :places]
        else:
            output = keras.ops.matmul(query, keras.ops.matmul(keras.ops.swapaxes(key, 2, 3), value))
        output = output[..., :size] / keras.ops.maximum(output[..., size:], 1e-12)
        return keras.ops.reshape(keras.ops.transpose(output, (0, 2, 1, 3)), (-1, places, self.num_heads * size))

    def get_config(self):
        return {**super().get_config(), "num_heads": self.num_heads, "feature_map": self.feature_map, "use_causal_mask": self.use_causal_mask}`,
});
