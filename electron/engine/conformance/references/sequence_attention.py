"""Attention kinds that Keras lacks, the plain way: every pair is compared, whatever it costs."""

import keras
import tensorflow as tf


def heads_of(x, heads):
    return tf.stack(tf.split(x, heads, axis=-1), axis=1)


def beside(x):
    return tf.concat(tf.unstack(x, axis=1), axis=-1)


class Pairs(keras.layers.Layer):
    """Weights for every pair of a query and a key, of each head; 0 in rows that may look at nothing.

    `dropout` changes nothing here: golden numbers are those of a model that is not being trained.
    """

    def __init__(self, num_heads, use_causal_mask=False, dropout=0, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True
        self.num_heads, self.causal = num_heads, use_causal_mask

    def compute_mask(self, inputs, mask=None):
        return mask[0] if mask else None

    def seen(self, query, key, mask):
        """True where query i may look at key j: [batch or 1, 1, i, j]."""
        i, j = tf.range(tf.shape(query)[2])[:, None], tf.range(tf.shape(key)[2])[None, :]
        seen = self.near(i, j)[None, None]
        for real in (mask or [])[1:]:
            if real is not None:
                seen = seen & tf.cast(real, bool)[:, None, None, :]
        return seen

    def near(self, i, j):
        return (j <= i) if self.causal else (i * 0 == j * 0)

    def softmax(self, energies, seen):
        shifted = tf.where(seen, energies, tf.cast(-1e9, energies.dtype))
        powers = tf.where(seen, tf.exp(shifted - tf.reduce_max(shifted, -1, keepdims=True)), 0.0)
        sums = tf.reduce_sum(powers, -1, keepdims=True)
        return powers / tf.where(sums == 0, 1.0, sums)

    def weights_of(self, query, key, mask):
        energies = tf.einsum("bhid,bhjd->bhij", query, key) / float(query.shape[-1]) ** 0.5
        return self.softmax(energies, self.seen(query, key, mask))

    def call(self, inputs, mask=None, return_attention_scores=False):
        query, value, key = (heads_of(x, self.num_heads) for x in inputs)
        weights = self.weights_of(query, key, mask)
        output = beside(tf.einsum("bhij,bhjd->bhid", weights, value))
        return (output, weights) if return_attention_scores else output


class Scores:
    """Gives the weights alone."""

    def call(self, inputs, mask=None):
        return super().call(inputs, mask, return_attention_scores=True)[1]

    def compute_mask(self, inputs, mask=None):
        return None


class LocalAttention(Pairs):
    def __init__(self, window, **kwargs):
        super().__init__(**kwargs)
        self.window = window

    def near(self, i, j):
        return super().near(i, j) & (tf.abs(i - j) <= self.window)


class LocalAttentionScores(Scores, LocalAttention):
    pass


class LinearAttention(Pairs):
    """Katharopoulos et al. 2020, eq. 4 and 7, with one weight for each pair; or Choromanski et al.'s features."""

    def __init__(self, feature_map, **kwargs):
        super().__init__(**kwargs)
        self.feature_map = feature_map

    def weights_of(self, query, key, mask):
        seen = self.seen(query, key, mask)
        if self.feature_map == "elu":
            query, key = tf.nn.elu(query) + 1, tf.nn.elu(key) + 1
        else:
            # The authors' code: the largest is taken off (of a query; of all keys that are real), then 1e-6 added.
            real = tf.reduce_any(seen, axis=2)[..., None] if not self.causal else seen[:, :, -1, :, None]
            largest = tf.reduce_max(tf.where(real, key, tf.reduce_min(key) - 1), axis=(2, 3), keepdims=True)
            query = tf.exp(query - tf.stop_gradient(tf.reduce_max(query, -1, keepdims=True))) + 1e-6
            key = tf.exp(key - tf.stop_gradient(largest)) + 1e-6
        pairs = tf.where(seen, tf.einsum("bhid,bhjd->bhij", query, key), 0.0)
        return pairs / tf.reduce_sum(pairs, -1, keepdims=True)


class LinearAttentionScores(Scores, LinearAttention):
    pass


class RandomFeatures(keras.layers.Layer):
    """ln of FAVOR+'s features: w.x - |x|^2 / 2, x over the fourth root of its size."""

    def __init__(self, num_heads, num_features, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True
        self.num_heads, self.num_features = num_heads, num_features

    def build(self, input_shape):
        shape = (input_shape[-1] // self.num_heads, self.num_features)
        self.projection = self.add_weight(name="projection", shape=shape, trainable=False)

    def call(self, x):
        parts = []
        for head in tf.split(x, self.num_heads, axis=-1):
            head = head / float(head.shape[-1]) ** 0.25
            parts.append(tf.linalg.matmul(head, self.projection.value) - tf.reduce_sum(head * head, -1, keepdims=True) / 2)
        return tf.concat(parts, -1)


class RelativeAttention(Pairs):
    def __init__(self, positions, num_buckets, max_distance, position_size=0, **kwargs):
        super().__init__(**kwargs)
        self.position_size = position_size
        self.positions, self.num_buckets, self.max_distance = positions, num_buckets, max_distance

    def build(self, input_shape):
        if self.positions == "bias":
            self.table = self.add_weight(name="relative_bias", shape=(self.num_buckets, self.num_heads))
        if self.positions == "sinusoidal":
            width = input_shape[0][-1]
            heads = (self.num_heads, width // self.num_heads)
            self.kernel = self.add_weight(name="position_kernel", shape=(self.position_size, width))
            self.u = self.add_weight(name="content_bias", shape=heads)
            self.v = self.add_weight(name="position_bias", shape=heads)

    def waves(self, distance):
        """Transformer-XL's R: sines of the distance (query - key), then cosines."""
        angles = [distance * 10000.0 ** (-m / self.position_size) for m in range(0, self.position_size, 2)]
        return tf.concat([tf.sin(angles), tf.cos(angles)], 0)

    def bucket(self, distance):
        """T5's `_relative_position_bucket`, for one distance (key - query)."""
        import math

        count, start, far = self.num_buckets, 0, -distance
        if not self.causal:
            count //= 2
            start, far = (count if distance > 0 else 0), abs(distance)
        else:
            far = max(far, 0)
        exact = count // 2
        if far < exact:
            return start + far
        return start + min(count - 1, exact + int(math.log(far / exact) / math.log(self.max_distance / exact) * (count - exact)))

    def turn(self, x):
        """Eq. 15 of RoFormer: a block-diagonal matrix of rotations for each place."""
        places, size = x.shape[2], x.shape[3]
        rows = []
        for place in range(places):
            matrix = [[0.0] * size for _ in range(size)]
            for pair in range(size // 2):
                angle = tf.cast(place, "float32") * 10000.0 ** (-2 * pair / size)
                a, b = 2 * pair, 2 * pair + 1
                matrix[a][a], matrix[a][b], matrix[b][a], matrix[b][b] = tf.cos(angle), -tf.sin(angle), tf.sin(angle), tf.cos(angle)
            rows.append(tf.einsum("ij,bhj->bhi", tf.stack([tf.stack(row) for row in matrix]), x[:, :, place]))
        return tf.stack(rows, axis=2)

    def weights_of(self, query, key, mask):
        if self.positions == "rotary":
            return super().weights_of(self.turn(query), self.turn(key), mask)
        if self.positions == "sinusoidal":
            projected = tf.stack([tf.stack([self.waves(float(i - j)) for j in range(key.shape[2])]) for i in range(query.shape[2])])
            projected = tf.stack(tf.split(tf.einsum("ijp,pd->ijd", projected, self.kernel.value), self.num_heads, -1))
            energies = tf.einsum("bhid,bhjd->bhij", query + self.u[:, None], key)
            energies += tf.einsum("bhid,hijd->bhij", query + self.v[:, None], projected)
            return self.softmax(energies / float(query.shape[-1]) ** 0.5, self.seen(query, key, mask))
        energies = tf.einsum("bhid,bhjd->bhij", query, key) / float(query.shape[-1]) ** 0.5
        buckets = [[self.bucket(j - i) for j in range(key.shape[2])] for i in range(query.shape[2])]
        bias = tf.einsum("ijc,ch->hij", tf.one_hot(buckets, self.num_buckets), self.table.value)
        return self.softmax(energies + bias, self.seen(query, key, mask))
