import type { CustomLayer } from './layer-call';

/** The Python twin of a layer that Keras does not have; the same names, weights and numbers as ours. */
export function customLayerSource(name: CustomLayer): string {
  switch (name) {
    case 'ColumnEmbedding':
      return `class ColumnEmbedding(layers.Layer):
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
        return {**super().get_config(), "units": self.units}`;
  }
}
