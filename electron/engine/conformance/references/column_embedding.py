import keras


class ColumnEmbedding(keras.layers.Layer):
    """x_j * W_j + b_j: each column as a token (arXiv:2106.11959)."""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units

    def build(self, input_shape):
        shape = (input_shape[-1], self.units)
        self.kernel = self.add_weight(name="kernel", shape=shape)
        self.bias = self.add_weight(name="bias", shape=shape)

    def call(self, x):
        return keras.ops.expand_dims(x, -1) * self.kernel + self.bias
