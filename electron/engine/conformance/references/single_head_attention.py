"""Attention without heads, and pooling, that Keras lacks: plain TensorFlow."""

import keras
import tensorflow as tf


def softmax(energies, real):
    """Over the last axis, places that are not real left out."""
    if real is None:
        return tf.nn.softmax(energies)
    real = tf.cast(real, bool)[:, None, :]
    powers = tf.where(real, tf.exp(energies - tf.reduce_max(energies, -1, keepdims=True)), 0.0)
    return powers / tf.reduce_sum(powers, -1, keepdims=True)


class LocationAttention(keras.layers.Layer):
    """Luong et al. 2015, eq. 8; "for short sentences, we only use the top part of a_t; for long ones, ignore words near the end"."""

    def __init__(self, max_length, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True
        self.max_length = max_length

    def build(self, input_shape):
        self.kernel = self.add_weight(name="kernel", shape=(input_shape[0][-1], self.max_length))

    def compute_mask(self, inputs, mask=None):
        return mask[0] if mask else None

    def call(self, inputs, mask=None, return_attention_scores=False):
        query, value = inputs
        places = value.shape[1]
        used = min(places, self.max_length)
        real = mask[1] if mask else None
        weights = softmax((query @ self.kernel.value)[:, :, :used], None if real is None else real[:, :used])
        weights = tf.pad(weights, [[0, 0], [0, 0], [0, places - used]])
        output = weights @ value
        if mask and mask[0] is not None:
            output = tf.where(tf.cast(mask[0], bool)[:, :, None], output, 0.0)
        return (output, weights) if return_attention_scores else output


class AttentionPooling(keras.layers.Layer):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True

    def compute_mask(self, inputs, mask=None):
        return None

    def call(self, inputs, mask=None, return_attention_scores=False):
        value, energies = inputs
        weights = softmax(tf.transpose(energies, (0, 2, 1)), mask[0] if mask else None)
        vectors = [tf.einsum("bj,bjd->bd", weights[:, head], value) for head in range(energies.shape[-1])]
        output = tf.concat(vectors, -1)
        return (output, weights[:, :, None]) if return_attention_scores else output


class EuclideanAttention(keras.layers.Layer):
    def __init__(self, use_scale=False, factor=1.0, dropout=0.0, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True
        self.use_scale, self.factor = use_scale, factor

    def build(self, input_shape):
        self.scale = self.add_weight(name="scale", shape=()) if self.use_scale else None

    def compute_mask(self, inputs, mask=None):
        return mask[0] if mask else None

    def call(self, inputs, mask=None, return_attention_scores=False, use_causal_mask=False):
        query, value = inputs[:2]
        key = inputs[2] if len(inputs) == 3 else value
        differences = query[:, :, None, :] - key[:, None, :, :]
        energies = -tf.reduce_sum(differences**2, -1) * self.factor
        if self.scale is not None:
            energies = energies * self.scale.value
        if use_causal_mask:
            energies = tf.where(tf.range(query.shape[1])[:, None] >= tf.range(key.shape[1])[None, :], energies, -1e9)
        weights = softmax(energies, mask[1] if mask else None)
        output = weights @ value
        if mask and mask[0] is not None:
            output = output * tf.cast(mask[0], output.dtype)[:, :, None]
        return (output, weights) if return_attention_scores else output
