import { attentionWiring } from './attention-wiring';
import { defineLayer } from './define-layer';

/** Each place attends to those within a window, in time and memory of places × window. */
export const localAttention = defineLayer({
  className: 'LocalAttention',
  takes: 'list',
  defaults: { use_causal_mask: false, dropout: 0 },
  padding: 'query',
  engine: { wiring: attentionWiring(['value', 'key']) },
  python: `class LocalAttention(layers.Layer):
    """Every place attends to those at most \`window\` away, in blocks: the cost grows with places * window."""

    def __init__(self, num_heads, window, use_causal_mask=False, dropout=0.0, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True
        self.num_heads = num_heads
        self.window = window
        self.use_causal_mask = use_causal_mask
        self.dropout = dropout
        self.drop = layers.Dropout(dropout)

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

    def blocks(self, x, before, after):
        """[batch, heads, places, size] to [batch, heads, blocks, width, size]: each block with its neighbours."""
        size = self.window
        count = (keras.ops.shape(x)[2] + size - 1) // size
        x = keras.ops.pad(x, ((0, 0), (0, 0), (before * size, (after + 1) * size - 1), (0, 0)))
        shape = (-1, x.shape[1], count, size, x.shape[3])
        parts = [x[:, :, i * size : (i + count) * size] for i in range(before + 1 + after)]
        return keras.ops.concatenate([keras.ops.reshape(part, shape) for part in parts], 3)

    def call(self, inputs, mask=None, training=None):
        query, value, key = (self.split(x) for x in inputs)
        places, after = keras.ops.shape(query)[2], 0 if self.use_causal_mask else 1
        real = self.real(mask)
        there = self.blocks(keras.ops.ones_like(query[:1, :1, :, :1]) if real is None else real, 1, after)
        width = (2 + after) * self.window
        distance = np.arange(width)[None, :] - (self.window + np.arange(self.window))[:, None]
        band = (distance >= -self.window) & (distance <= after * self.window)
        allowed = keras.ops.swapaxes(there, 3, 4) * keras.ops.cast(band, self.compute_dtype)
        asked = self.blocks(query * query.shape[3] ** -0.5, 0, 0)
        energies = keras.ops.matmul(asked, keras.ops.swapaxes(self.blocks(key, 1, after), 3, 4))
        weights = keras.ops.softmax(energies + (allowed - 1) * 1e9, -1) * allowed
        output = keras.ops.matmul(self.drop(weights, training=training), self.blocks(value, 1, after))
        shape = keras.ops.shape(output)
        output = keras.ops.reshape(output, (-1, shape[1], shape[2] * shape[3], value.shape[3]))[:, :, :places]
        output = keras.ops.transpose(output, (0, 2, 1, 3))
        return keras.ops.reshape(output, (-1, places, self.num_heads * value.shape[3]))

    def get_config(self):
        return {**super().get_config(), "num_heads": self.num_heads, "window": self.window, "use_causal_mask": self.use_causal_mask, "dropout": self.dropout}`,
});
