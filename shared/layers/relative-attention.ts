import { attentionWiring } from './attention-wiring';
import { defineLayer } from './define-layer';
import { glorot } from './distribution';

/** Attention that knows how far places are from each other. */
export const relativeAttention = defineLayer({
  className: 'RelativeAttention',
  takes: 'list',
  defaults: { use_causal_mask: false, dropout: 0, position_size: 0 },
  givesScores: true,
  padding: 'query',
  engine: { wiring: attentionWiring(['value', 'key']) },
  // T5's starts all at 0: no distance is preferred.
  initial: (weight, shape) => (weight === 'position_kernel' ? glorot(shape) : { kind: 'zeros' }),
  python: `class RelativeAttention(layers.Layer):
    """Attention with T5's bias by distance (arXiv:1910.10683), rotary positions (arXiv:2104.09864), or Transformer-XL's waves (arXiv:1901.02860)."""

    def __init__(self, num_heads, positions, num_buckets, max_distance, use_causal_mask=False, dropout=0.0, position_size=0, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True
        self.num_heads = num_heads
        self.positions = positions
        self.num_buckets = num_buckets
        self.max_distance = max_distance
        self.use_causal_mask = use_causal_mask
        self.dropout = dropout
        self.drop = layers.Dropout(dropout)
        self.position_size = position_size

    def compute_mask(self, inputs, mask=None):
        return mask[0] if mask else None

    def split(self, x):
        """[batch, places, heads * size] to [batch, heads, places, size]."""
        x = keras.ops.reshape(x, (-1, keras.ops.shape(x)[1], self.num_heads, x.shape[-1] // self.num_heads))
        return keras.ops.transpose(x, (0, 2, 1, 3))

    def real(self, mask):
        """1 where keys and values are real, [batch, 1, keys, 1]; None: everywhere."""
        masks = [keras.ops.cast(m, self.compute_dtype)[:, None, :, None] for m in (mask or [])[1:] if m is not None]
        return None if not masks else masks[0] if len(masks) == 1 else masks[0] * masks[1]

    def build(self, input_shape):
        if self.positions == "bias":
            self.relative_bias = self.add_weight(name="relative_bias", shape=(self.num_buckets, self.num_heads), initializer="zeros")
        if self.positions == "sinusoidal":
            width = input_shape[0][-1]
            heads = (self.num_heads, width // self.num_heads)
            self.position_kernel = self.add_weight(name="position_kernel", shape=(self.position_size, width))
            self.content_bias = self.add_weight(name="content_bias", shape=heads, initializer="zeros")
            self.position_bias = self.add_weight(name="position_bias", shape=heads, initializer="zeros")

    def buckets(self):
        """The bucket of each distance (key - query) from -max_distance to max_distance."""
        distance = np.arange(-self.max_distance, self.max_distance + 1)
        count = self.num_buckets if self.use_causal_mask else self.num_buckets // 2
        far = np.maximum(-distance, 0) if self.use_causal_mask else np.abs(distance)
        start = 0 if self.use_causal_mask else count * (distance > 0)
        near = count // 2
        wide = near + np.log(np.maximum(far, 1) / near) / np.log(self.max_distance / near) * (count - near)
        return start + np.where(far < near, far, np.minimum(wide.astype("int64"), count - 1))

    def rotate(self, x):
        places, size = keras.ops.shape(x)[2], x.shape[3]
        speeds = 10000.0 ** (-np.arange(0, size, 2) / size)
        angles = keras.ops.cast(keras.ops.arange(places), "float32")[:, None] * keras.ops.cast(speeds, "float32")
        cos, sin = (keras.ops.cast(f(angles), x.dtype) for f in (keras.ops.cos, keras.ops.sin))
        even, odd = x[..., 0::2], x[..., 1::2]
        turned = keras.ops.stack([even * cos - odd * sin, even * sin + odd * cos], -1)
        return keras.ops.reshape(turned, (-1, x.shape[1], places, size))

    def waves(self, places):
        speeds = 10000.0 ** (-np.arange(0, self.position_size, 2) / self.position_size)
        angles = keras.ops.cast(keras.ops.arange(places), "float32")[:, None] * keras.ops.cast(speeds, "float32")
        return keras.ops.sin(angles), keras.ops.cos(angles)

    def by_distance(self, query, keys):
        """query . W R(i - j), by sin(i - j) = sin i cos j - cos i sin j."""
        kernel = keras.ops.reshape(self.position_kernel, (self.position_size, self.num_heads, query.shape[3]))
        rows = keras.ops.einsum("bhid,phd->bhip", query, kernel)
        of_sin, of_cos = keras.ops.split(rows, 2, -1)
        (sin, cos), (key_sin, key_cos) = self.waves(keras.ops.shape(query)[2]), self.waves(keys)
        turned = keras.ops.concatenate([of_sin * sin + of_cos * cos, of_cos * sin - of_sin * cos], -1)
        return keras.ops.matmul(turned, keras.ops.transpose(keras.ops.concatenate([key_cos, key_sin], -1)))

    def call(self, inputs, mask=None, return_attention_scores=False, training=None):
        query, value, key = (self.split(x) for x in inputs)
        if self.positions == "rotary":
            query, key = self.rotate(query), self.rotate(key)
        scale, located = query.shape[3] ** -0.5, 0.0
        if self.positions == "sinusoidal":
            located = self.by_distance(query + self.position_bias[:, None], keras.ops.shape(key)[2]) * scale
            query = query + self.content_bias[:, None]
        energies = keras.ops.matmul(query * scale, keras.ops.swapaxes(key, 2, 3)) + located
        rows, columns = (keras.ops.arange(keras.ops.shape(x)[2]) for x in (query, key))
        distance = columns[None, :] - rows[:, None]
        if self.positions == "bias":
            by_distance = keras.ops.take(self.relative_bias, self.buckets(), axis=0)
            reach = self.max_distance
            index = keras.ops.clip(distance, -reach, reach) + reach
            energies = energies + keras.ops.transpose(keras.ops.take(by_distance, index, axis=0), (2, 0, 1))
        allowed = keras.ops.cast(distance <= 0, energies.dtype) if self.use_causal_mask else None
        real = self.real(mask)
        if real is not None:
            real = keras.ops.swapaxes(real, 2, 3)
            allowed = real if allowed is None else real * allowed
        weights = keras.ops.softmax(energies if allowed is None else energies + (allowed - 1) * 1e9, -1)
        weights = weights if allowed is None else weights * allowed
        output = keras.ops.transpose(keras.ops.matmul(self.drop(weights, training=training), value), (0, 2, 1, 3))
        output = keras.ops.reshape(output, (-1, keras.ops.shape(output)[1], self.num_heads * value.shape[3]))
        return (output, weights) if return_attention_scores else output

    def get_config(self):
        return {**super().get_config(), "num_heads": self.num_heads, "positions": self.positions, "num_buckets": self.num_buckets, "max_distance": self.max_distance, "use_causal_mask": self.use_causal_mask, "dropout": self.dropout, "position_size": self.position_size}`,
});
