import keras
import numpy as np


class AdaptedNormalization(keras.layers.Layer):
    """Keras's own Normalization, given the numbers of this layer's weights."""

    def __init__(self, invert=False, **kwargs):
        super().__init__(**kwargs)
        self.invert = invert
        self.supports_masking = True

    def build(self, input_shape):
        self.mean = self.add_weight(name="mean", shape=(input_shape[-1],), trainable=False)
        self.variance = self.add_weight(name="variance", shape=(input_shape[-1],), initializer="ones", trainable=False)

    def call(self, x):
        if isinstance(x, keras.KerasTensor):
            return x
        return keras.layers.Normalization(axis=-1, mean=np.array(self.mean), variance=np.array(self.variance), invert=self.invert)(x)
