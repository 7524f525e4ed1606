import keras
import numpy as np
import tensorflow as tf


def may_look(kind, i, j, width, size):
    if kind == "causal":
        return not j > i
    if kind == "band":
        return j in range(i - width, i + width + 1)
    return any(i in block and j in block for block in (range(start, start + size) for start in range(0, i + 1, size)))


class AttentionMask(keras.layers.Layer):
    """Who may look at whom, pair by pair."""

    def __init__(self, kind, width=1, block_size=1, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True
        self.kind, self.width, self.size = kind, width, block_size

    def compute_mask(self, inputs, mask=None):
        return None

    def call(self, inputs, mask=None):
        query, key = inputs[0], inputs[-1]
        if self.kind == "padding":
            ids = len(key.shape) == 2
            return tf.where(tf.equal(key, 0) if ids else tf.logical_not(mask[-1]), 0.0, 1.0)[:, None]
        rows = [[float(may_look(self.kind, i, j, self.width, self.size)) for j in range(key.shape[1])] for i in range(query.shape[1])]
        return tf.constant(np.stack([rows] * query.shape[0]), "float32")
