"""The template “Handwritten digits” by hand: two convolutions, self-attention over 7 x 7 places, ten classes."""

import keras
from common import one_hot, read_idx
from keras import layers

BATCH, RATE, LOSS = 64, 0.004, "categorical_crossentropy"


def build():
    image = keras.Input((28, 28, 1), name="image")
    x = layers.Rescaling(1 / 255, name="rescaling")(image)
    x = layers.Conv2D(16, 3, padding="same", activation="relu", name="conv2d")(x)
    x = layers.MaxPooling2D(name="max_pooling2d")(x)
    x = layers.Conv2D(32, 3, padding="same", activation="relu", name="conv2d_1")(x)
    x = layers.MaxPooling2D(name="max_pooling2d_1")(x)
    places = layers.Reshape((49, 32), name="reshape")(x)
    seen = layers.MultiHeadAttention(4, 8, name="multi_head_attention")(places, places)
    x = layers.LayerNormalization(name="layer_normalization")(layers.Add(name="add")([places, seen]))
    x = layers.Flatten(name="flatten")(x)
    return keras.Model(image, layers.Dense(10, activation="softmax", name="classification")(x))


def data():
    x = read_idx("images-idx3-ubyte.gz").astype("float32")[..., None]
    return x, one_hot(read_idx("labels-idx1-ubyte.gz").tolist())
