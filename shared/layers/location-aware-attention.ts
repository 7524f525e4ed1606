import { attentionWiring } from './attention-wiring';
import { defineLayer } from './define-layer';
import { glorot } from './distribution';

/** Chorowski's attention (arXiv:1506.07503, eq. 8 and 9), behind the projections of queries and values. */
export const locationAwareAttention = defineLayer({
  className: 'LocationAwareAttention',
  takes: 'list',
  defaults: { cumulative: false },
  givesScores: true,
  padding: 'query',
  engine: { wiring: attentionWiring(['query', 'value']) },
  initial: (_weight, shape) => glorot(shape),
  python: `class LocationAwareAttention(layers.Layer):
    """Projected queries, values and projected values: each query also sees where the ones before it looked (arXiv:1506.07503)."""

    def __init__(self, filters, kernel_size, cumulative=False, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True
        self.filters = filters
        self.kernel_size = kernel_size
        self.cumulative = cumulative

    def build(self, input_shape):
        units = input_shape[0][-1]
        self.location_kernel = self.add_weight(name="location_kernel", shape=(self.kernel_size, 1, self.filters))
        self.location_weights = self.add_weight(name="location_weights", shape=(self.filters, units))
        self.scale = self.add_weight(name="scale", shape=(units,))

    def compute_mask(self, inputs, mask=None):
        return mask[0] if mask else None

    def call(self, inputs, mask=None, return_attention_scores=False):
        query, value, key = inputs
        real = None
        if mask is not None and mask[1] is not None:
            real = keras.ops.cast(mask[1], query.dtype)

        def step(state, asked):
            features = keras.ops.conv(state[..., None], self.location_kernel, padding="same")
            located = keras.ops.matmul(features, self.location_weights)
            energies = keras.ops.sum(self.scale * keras.ops.tanh(asked[:, None, :] + key + located), -1)
            if real is None:
                weights = keras.ops.softmax(energies, -1)
            else:
                weights = keras.ops.softmax(energies + (real - 1) * 1e9, -1) * real
            return (state + weights if self.cumulative else weights), weights

        start = keras.ops.zeros_like(key[:, :, 0])
        _, weights = keras.ops.scan(step, start, keras.ops.transpose(query, (1, 0, 2)))
        weights = keras.ops.transpose(weights, (1, 0, 2))
        output = keras.ops.matmul(weights, value)
        if mask is not None and mask[0] is not None:
            output = output * keras.ops.cast(mask[0], output.dtype)[:, :, None]
        return (output, weights) if return_attention_scores else output

    def get_config(self):
        return {**super().get_config(), "filters": self.filters, "kernel_size": self.kernel_size, "cumulative": self.cumulative}`,
});
