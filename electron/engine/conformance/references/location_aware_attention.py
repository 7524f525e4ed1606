"""Chorowski et al. 2015, arXiv:1506.07503, query after query and place by place."""

import keras
import numpy as np
import tensorflow as tf


class LocationAwareAttention(keras.layers.Layer):
    """Equations 8 and 9 behind the projections W s and V h + b."""

    def __init__(self, filters, kernel_size, cumulative=False, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True
        self.filters, self.size, self.cumulative = filters, kernel_size, cumulative

    def build(self, input_shape):
        units = input_shape[0][-1]
        self.location_kernel = self.add_weight(name="location_kernel", shape=(self.size, 1, self.filters))
        self.location_weights = self.add_weight(name="location_weights", shape=(self.filters, units))
        self.scale = self.add_weight(name="scale", shape=(units,))

    def compute_mask(self, inputs, mask=None):
        return mask[0] if mask else None

    def call(self, inputs, mask=None, return_attention_scores=False):
        query, value, key = inputs
        keys = key.shape[1]
        real = tf.ones_like(key[:, :, 0]) if not mask or mask[1] is None else tf.cast(mask[1], query.dtype)
        before, rows = tf.zeros_like(real), []
        for t in range(query.shape[1]):
            energies = []
            for j in range(keys):
                feature = 0.0
                for i in range(self.size):
                    at = j + i - (self.size - 1) // 2
                    if 0 <= at < keys:
                        feature += before[:, at, None] * self.location_kernel[i]
                located = 0.0 if isinstance(feature, float) else tf.matmul(feature, self.location_weights)
                energies.append(tf.reduce_sum(self.scale * tf.tanh(query[:, t] + key[:, j] + located), -1))
            powers = tf.exp(tf.stack(energies, -1)) * real
            weights = powers / tf.reduce_sum(powers, -1, keepdims=True)
            before = before + weights if self.cumulative else weights
            rows.append(weights)
        weights = tf.stack(rows, 1)
        output = tf.einsum("btj,bjf->btf", weights, value)
        if mask and mask[0] is not None:
            output = output * tf.cast(mask[0], output.dtype)[:, :, None]
        return (output, weights) if return_attention_scores else output


def embedded(weights, port, inputs):
    value = inputs[port][0]
    table = weights.get(f"in_{port}_0_embedding/embeddings")
    return (value, np.ones(value.shape[:2], bool)) if table is None else (table[value], value != 0)


def paper_LocationAwareAttention(inputs, weights, params):
    query, asks = embedded(weights, "query", inputs)
    value, real = embedded(weights, "value", inputs) if "value" in inputs else (query, asks)
    size = params["kernel_size"]
    output = np.zeros((len(query), query.shape[1], value.shape[2]))
    scores = np.zeros((len(query), query.shape[1], value.shape[1]))
    for sample in range(len(query)):
        before = np.zeros(value.shape[1])
        for t, s in enumerate(query[sample]):
            padded = np.concatenate([np.zeros((size - 1) // 2), before, np.zeros(size // 2)])
            energies = np.full(len(before), -np.inf)
            for j in np.flatnonzero(real[sample]):
                f = padded[j : j + size] @ weights["location_kernel"][:, 0]
                inside = s @ weights["query/kernel"] + value[sample, j] @ weights["key/kernel"] + f @ weights["location_weights"]
                energies[j] = weights["scale"] @ np.tanh(inside + weights["key/bias"])
            alignment = np.exp(energies - energies.max())
            scores[sample, t] = alignment / alignment.sum()
            before = before + scores[sample, t] if params["cumulative"] else scores[sample, t]
            output[sample, t] = asks[sample, t] * (scores[sample, t] @ value[sample])
    return {"output": output, "scores": scores}
