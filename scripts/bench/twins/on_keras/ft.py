from keras import Input, Model, layers


class Tokens(layers.Layer):
    """Each column times a learned vector of its own, plus another."""

    def __init__(self, size):
        super().__init__()
        self.size = size

    def build(self, shape):
        self.kernel = self.add_weight(shape=(shape[1], self.size), initializer="random_normal", name="kernel")
        self.bias = self.add_weight(shape=(shape[1], self.size), initializer="random_normal", name="bias")

    def call(self, x):
        return x[..., None] * self.kernel + self.bias


def ft() -> Model:
    """FT-Transformer on 16 columns of numbers: three blocks, normalised before each part."""
    columns = Input((16,))
    x = Tokens(192)(columns)
    for _ in range(3):
        y = layers.LayerNormalization()(x)
        x = x + layers.MultiHeadAttention(8, 24)(y, y)
        y = layers.Dense(256, activation="relu")(layers.LayerNormalization()(x))
        x = x + layers.Dense(192)(y)
    x = layers.GlobalAveragePooling1D()(layers.LayerNormalization()(x))
    return Model(columns, layers.Dense(2, activation="softmax")(x))
