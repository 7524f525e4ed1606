import { defineLayer } from './define-layer';

/** The FT-Transformer's tokeniser (arXiv:2106.11959). */
export const columnEmbedding = defineLayer({
  className: 'ColumnEmbedding',
  // As there: uniform within 1 / √units.
  initial: (_weight, shape) => ({ kind: 'uniform', limit: 1 / Math.sqrt(shape.at(-1) ?? 1) }),
  python: `class ColumnEmbedding(layers.Layer):
    """Each column of a table as a token: x_j * W_j + b_j (the FT-Transformer's tokeniser, arXiv:2106.11959)."""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units

    def build(self, input_shape):
        limit = self.units**-0.5
        uniform = keras.initializers.RandomUniform(-limit, limit)
        self.kernel = self.add_weight(name="kernel", shape=(input_shape[-1], self.units), initializer=uniform)
        self.bias = self.add_weight(name="bias", shape=(input_shape[-1], self.units), initializer=keras.initializers.RandomUniform(-limit, limit))

    def call(self, x):
        return x[..., None] * self.kernel + self.bias

    def get_config(self):
        return {**super().get_config(), "units": self.units}`,
});
