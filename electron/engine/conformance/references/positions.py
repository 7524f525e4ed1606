"""Positions and tokens as their papers have them, in plain TensorFlow and loops: apart from the exports' Python twins."""

import keras
import numpy as np
import tensorflow as tf


class PrependTokens(keras.layers.Layer):
    """[cls; x] (arXiv:2010.11929, equation 1)."""

    def __init__(self, count, **kwargs):
        super().__init__(**kwargs)
        self.count = count
        self.supports_masking = True

    def build(self, input_shape):
        self.tokens = self.add_weight(name="tokens", shape=(self.count, input_shape[-1]))

    def call(self, x):
        return tf.stack([tf.concat([self.tokens, row], 0) for row in tf.unstack(x)])

    def compute_mask(self, inputs, mask=None):
        return None if mask is None else tf.pad(mask, [[0, 0], [self.count, 0]], constant_values=True)


class LearnedQueries(keras.layers.Layer):
    """Object queries (arXiv:2005.12872, 3.2): the same learned rows for every sample."""

    def __init__(self, count, width, **kwargs):
        super().__init__(**kwargs)
        self.count, self.width = count, width

    def build(self, input_shape):
        self.queries = self.add_weight(name="queries", shape=(self.count, self.width))

    def call(self, x):
        return tf.tile(self.queries[None], [tf.shape(x)[0], 1, 1])

    def compute_output_shape(self, input_shape):
        return (input_shape[0], self.count, self.width)


class TakePlace(keras.layers.Layer):
    def __init__(self, index, **kwargs):
        super().__init__(**kwargs)
        self.index = index

    def call(self, x):
        return tf.unstack(x, axis=1)[self.index]


class PositionEmbedding(keras.layers.Layer):
    """w + p (arXiv:1705.03122, 3.1)."""

    def __init__(self, sequence_length, **kwargs):
        super().__init__(**kwargs)
        self.sequence_length = sequence_length
        self.supports_masking = True

    def build(self, input_shape):
        self.embeddings = self.add_weight(name="embeddings", shape=(self.sequence_length, input_shape[-1]))

    def call(self, x):
        return x + tf.gather(self.embeddings, tf.range(tf.shape(x)[1]))


class SinePositionEncoding(keras.layers.Layer):
    """PE(pos, 2i) = sin(pos / 10000^(2i/d)), PE(pos, 2i+1) = cos of the same (arXiv:1706.03762, 3.5)."""

    def __init__(self, max_wavelength, **kwargs):
        super().__init__(**kwargs)
        self.max_wavelength = max_wavelength
        self.supports_masking = True

    def call(self, x):
        _, places, features = x.shape
        table = np.zeros((places, features))
        for pos in range(places):
            for j in range(features):
                angle = pos / self.max_wavelength ** (2 * (j // 2) / features)
                table[pos, j] = np.sin(angle) if j % 2 == 0 else np.cos(angle)
        return x + tf.constant(table, x.dtype)


class RotaryEmbedding(keras.layers.Layer):
    """R(pos) x, one 2 × 2 rotation for each pair (arXiv:2104.09864, equation 15; pairs (i, i + d/2) as GPT-NeoX)."""

    def __init__(self, max_wavelength, **kwargs):
        super().__init__(**kwargs)
        self.max_wavelength = max_wavelength
        self.supports_masking = True

    def call(self, x):
        _, places, features = x.shape
        rotations = np.zeros((places, features, features))
        for pos in range(places):
            for i in range(features // 2):
                angle = pos * self.max_wavelength ** (-2 * i / features)
                j = i + features // 2
                rotations[pos, i, i] = rotations[pos, j, j] = np.cos(angle)
                rotations[pos, i, j], rotations[pos, j, i] = -np.sin(angle), np.sin(angle)
        return tf.einsum("pij,bpj->bpi", tf.constant(rotations, x.dtype), x)
