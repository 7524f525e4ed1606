import keras


class WeightedSum(keras.layers.Layer):
    """Scalar mix: inputs times softmax(alpha) (ELMo, arXiv:1802.05365, eq. 1), or times 1/n + alpha."""

    def __init__(self, normalize, **kwargs):
        super().__init__(**kwargs)
        self.normalize = normalize
        self.supports_masking = True

    def build(self, input_shape):
        self.alpha = self.add_weight(name="alpha", shape=(len(input_shape),))

    def call(self, inputs):
        powers = keras.ops.exp(self.alpha)
        weights = powers / keras.ops.sum(powers) if self.normalize else 1.0 / len(inputs) + self.alpha
        stacked = keras.ops.stack(inputs, axis=-1)
        return keras.ops.sum(stacked * weights, axis=-1)

    def compute_mask(self, inputs, mask=None):
        return None if mask is None or any(m is None for m in mask) else keras.ops.any(keras.ops.stack(mask, axis=0), axis=0)
