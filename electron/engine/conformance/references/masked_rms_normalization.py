import keras


class MaskedRMSNormalization(keras.layers.Layer):
    """x / sqrt(mean(x^2) + epsilon) * scale, the mask handed on (arXiv:1910.07467)."""

    def __init__(self, epsilon, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True
        self.epsilon = epsilon

    def build(self, input_shape):
        self.scale = self.add_weight(name="scale", shape=(input_shape[-1],))

    def call(self, x):
        mean = keras.ops.sum(x * x, axis=-1, keepdims=True) / x.shape[-1]
        return x / keras.ops.sqrt(mean + self.epsilon) * self.scale
