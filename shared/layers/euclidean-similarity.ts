import { defineLayer } from './define-layer';

export const euclideanSimilarity = defineLayer({
  className: 'EuclideanSimilarity',
  takes: 'list',
  defaults: { form: 'negative' },
  python: `class EuclideanSimilarity(layers.Layer):
    """-d or 1 / (1 + d), d the distance of two vectors, or of every two places of two sequences."""

    def __init__(self, form="negative", **kwargs):
        super().__init__(**kwargs)
        self.form = form

    def call(self, inputs):
        query, key = inputs
        if len(query.shape) == 3:
            query, key = query[:, :, None], key[:, None]
        square = keras.ops.sum(keras.ops.square(query - key), axis=-1, keepdims=len(query.shape) == 2)
        distance = keras.ops.sqrt(keras.ops.maximum(square, 1e-12))  # a finite gradient where both are the same
        return -distance if self.form == "negative" else 1 / (1 + distance)

    def compute_mask(self, inputs, mask=None):
        return None

    def compute_output_shape(self, input_shape):
        query, key = input_shape
        return (query[0], query[1], key[1]) if len(query) == 3 else (query[0], 1)

    def get_config(self):
        return {**super().get_config(), "form": self.form}`,
});
