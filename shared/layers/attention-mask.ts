import { defineLayer } from './define-layer';

/** Which query may look at which key, as a tensor of 0 and 1. */
export const attentionMask = defineLayer({
  className: 'AttentionMask',
  takes: 'list',
  defaults: { width: 1, block_size: 1 },
  padding: 'left out',
  engine: {
    wiring: {
      parts: ({ inbound }) => ['query', 'key'].slice(0, inbound.length),
      stands: { key: 'query' },
      masks: ['query', 'key'],
    },
  },
  python: `class AttentionMask(layers.Layer):
    """1 where a query may look at a key, else 0: [batch, queries, keys], or one row for all queries of each sample."""

    def __init__(self, kind, width=1, block_size=1, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True
        self.kind = kind
        self.width = width
        self.block_size = block_size

    def compute_mask(self, inputs, mask=None):
        return None

    def call(self, inputs, mask=None):
        query, key = inputs[0], inputs[-1]
        if self.kind == "padding":
            real = keras.ops.not_equal(key, 0) if len(key.shape) == 2 else mask[-1] if mask else None
            real = keras.ops.ones_like(key[:, :, 0]) if real is None else real
            return keras.ops.cast(real, "float32")[:, None, :]
        rows, columns = (keras.ops.arange(keras.ops.shape(x)[1], dtype="int32") for x in (query, key))
        rows, columns = rows[:, None], columns[None, :]
        if self.kind == "causal":
            allowed = columns <= rows
        elif self.kind == "band":
            allowed = keras.ops.abs(columns - rows) <= self.width
        else:
            allowed = rows // self.block_size == columns // self.block_size
        flat = query if len(query.shape) == 2 else query[:, :, 0]
        return keras.ops.ones_like(flat, dtype="float32")[:, :, None] * keras.ops.cast(allowed, "float32")

    def get_config(self):
        return {**super().get_config(), "kind": self.kind, "width": self.width, "block_size": self.block_size}`,
});
