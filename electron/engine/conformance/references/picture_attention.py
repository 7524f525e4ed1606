"""Attention along lines of a picture, place by place as the papers have it."""

import keras
import numpy as np
import tensorflow as tf


class LineScores(keras.layers.Layer):
    """[batch, lines, heads, i, j] as a matrix over all places, written place by place."""

    def __init__(self, axis, **kwargs):
        super().__init__(**kwargs)
        self.axis = axis

    def call(self, scores):
        _, lines, heads, places, _ = scores.shape
        height, width = (lines, places) if self.axis == 2 else (places, lines)
        nothing = tf.zeros_like(scores[:, 0, :, 0, 0])
        rows = []
        for i in range(height):
            for j in range(width):
                row = []
                for k in range(height):
                    for l in range(width):
                        if self.axis == 2:
                            row.append(scores[:, i, :, j, l] if i == k else nothing)
                        else:
                            row.append(scores[:, j, :, i, k] if j == l else nothing)
                rows.append(tf.stack(row, -1))
        return tf.stack(rows, -2)


def cross(height, width, i, j):
    """The places that (i, j) sees: its column without itself, then its row."""
    return [(k, j) for k in range(height) if k != i] + [(i, l) for l in range(width)]


class CrissCrossAttention(keras.layers.Layer):
    """Huang et al. 2019, equations 1 and 2, without the residual sum."""

    def call(self, inputs):
        query, key, value = inputs
        _, height, width, _ = query.shape
        seen = []
        for i in range(height):
            for j in range(width):
                places = cross(height, width, i, j)
                energies = tf.stack([tf.reduce_sum(query[:, i, j] * key[:, k, l], -1) for k, l in places], -1)
                weights = tf.nn.softmax(energies, -1)
                seen.append(sum(weights[:, n, None] * value[:, k, l] for n, (k, l) in enumerate(places)))
        return tf.reshape(tf.stack(seen, 1), tf.shape(value))


class CrissCrossScores(keras.layers.Layer):
    def call(self, inputs):
        query, key = inputs
        _, height, width, _ = query.shape
        nothing = tf.zeros_like(query[:, 0, 0, 0])
        rows = []
        for i in range(height):
            for j in range(width):
                places = cross(height, width, i, j)
                energies = tf.stack([tf.reduce_sum(query[:, i, j] * key[:, k, l], -1) for k, l in places], -1)
                found = dict(zip(places, tf.unstack(tf.nn.softmax(energies, -1), axis=-1)))
                rows.append(tf.stack([found.get((k, l), nothing) for k in range(height) for l in range(width)], -1))
        return tf.stack(rows, 1)


def softmax(x):
    powers = np.exp(x - x.max(-1, keepdims=True))
    return powers / powers.sum(-1, keepdims=True)


def paper_AxialAttention(inputs, weights, params):
    """Ho et al. 2019, section 3: multi-head attention in which the other axis is one more of the batch."""
    x = inputs["input"][0]
    along = x if params["axis"] == "width" else np.swapaxes(x, 1, 2)

    def project(part, lines):
        made = np.einsum("blpc,chd->blhpd", lines, weights[f"{part}/kernel"])
        return made + (weights[f"{part}/bias"][:, None] if params["use_bias"] else 0)

    q, k, v = (project(part, along) for part in ("query", "key", "value"))
    scores = softmax(q @ np.swapaxes(k, -1, -2) / np.sqrt(q.shape[-1]))
    out = np.einsum("blhpd,hdc->blpc", scores @ v, weights["attention_output/kernel"])
    out = out + (weights["attention_output/bias"] if params["use_bias"] else 0)
    return {"output": out if params["axis"] == "width" else np.swapaxes(out, 1, 2)}


def paper_CrissCrossAttention(inputs, weights, params):
    """Huang et al. 2019, section 3.2 and 3.3: the module again, with the same parameters."""
    x = inputs["input"][0]
    batch, height, width, _ = x.shape
    for _ in range(params["recurrence"]):
        q, k, v = (x @ weights[f"{part}/kernel"][0, 0] + weights[f"{part}/bias"] for part in ("query", "key", "value"))
        scores, out = np.zeros((batch, height, width, height, width)), np.zeros_like(x)
        for b in range(batch):
            for i in range(height):
                for j in range(width):
                    places = cross(height, width, i, j)
                    for place, weight in zip(places, softmax(np.array([q[b, i, j] @ k[b, r, c] for r, c in places]))):
                        scores[(b, i, j, *place)] = weight
                        out[b, i, j] += weight * v[(b, *place)]
        x = x + out
    return {"output": x, "scores": scores.reshape(batch, height * width, -1)}
