import { defineLayer } from './define-layer';

/** The weighted mean of all places, by energies that were computed before it. */
export const attentionPooling = defineLayer({
  className: 'AttentionPooling',
  takes: 'list',
  givesScores: true,
  padding: 'left out',
  engine: { wiring: { parts: () => ['value', 'energies'], masks: ['value'] } },
  python: `class AttentionPooling(layers.Layer):
    """The mean of all places, weighted by the softmax of their energies, once for each head."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True

    def compute_mask(self, inputs, mask=None):
        return None

    def call(self, inputs, mask=None, return_attention_scores=False):
        value, energies = inputs
        energies = keras.ops.swapaxes(energies, 1, 2)
        if mask is not None and mask[0] is not None:
            real = keras.ops.cast(mask[0], energies.dtype)[:, None, :]
            weights = keras.ops.softmax(energies + (real - 1) * 1e9, -1) * real
        else:
            weights = keras.ops.softmax(energies, -1)
        output = keras.ops.reshape(keras.ops.matmul(weights, value), (-1, energies.shape[1] * value.shape[-1]))
        return (output, weights[:, :, None, :]) if return_attention_scores else output`,
});
