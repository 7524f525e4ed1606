"""The template on the wine table by hand: each column a token, self-attention over the columns, three classes."""

import csv

import keras
import numpy as np
from common import DATA, one_hot
from keras import layers

BATCH, RATE, LOSS = 16, 0.003, "categorical_crossentropy"


class ColumnEmbedding(layers.Layer):
    """x_j * W_j + b_j (the FT-Transformer's tokeniser)."""

    def build(self, shape):
        self.kernel = self.add_weight(name="kernel", shape=(shape[-1], 16))
        self.bias = self.add_weight(name="bias", shape=(shape[-1], 16))

    def call(self, x):
        return x[..., None] * self.kernel + self.bias


def build():
    table = keras.Input((13,), name="table")
    tokens = ColumnEmbedding(name="column_embedding")(table)
    seen = layers.MultiHeadAttention(2, 8, name="multi_head_attention")(tokens, tokens)
    x = layers.LayerNormalization(name="layer_normalization")(layers.Add(name="add")([tokens, seen]))
    x = layers.Flatten(name="flatten")(x)
    return keras.Model(table, layers.Dense(3, activation="softmax", name="classification")(x))


def data():
    """Columns brought to mean 0 and variance 1 by Keras's own Normalization."""
    with open(DATA / "wine.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))[1:]
    x = np.array([row[:-1] for row in rows], "float64")
    normalize = layers.Normalization(axis=-1, dtype="float64")
    normalize.adapt(x)
    return np.asarray(normalize(x), "float32"), one_hot([row[-1] for row in rows])
