from keras import Input, Model, layers


class Positions(layers.Layer):
    """Adds a learned vector to each place."""

    def build(self, shape):
        self.table = self.add_weight(shape=shape[1:], initializer="random_normal", name="table")

    def call(self, x):
        return x + self.table


def vit() -> Model:
    """ViT-Tiny on 32×32 images: 64 patches of 4×4, twelve blocks, normalised before each part."""
    image = Input((32, 32, 3))
    x = layers.Conv2D(192, 4, strides=4)(image)
    x = Positions()(layers.Reshape((64, 192))(x))
    for _ in range(12):
        y = layers.LayerNormalization()(x)
        x = x + layers.MultiHeadAttention(3, 64)(y, y)
        y = layers.Dense(768, activation="gelu")(layers.LayerNormalization()(x))
        x = x + layers.Dense(192)(y)
    x = layers.GlobalAveragePooling1D()(layers.LayerNormalization()(x))
    return Model(image, layers.Dense(10, activation="softmax")(x))
