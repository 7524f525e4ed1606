import { defineLayer } from './define-layer';

export const positionEmbedding = defineLayer({
  className: 'PositionEmbedding',
  padding: 'masked',
  // As ViT's and BERT's: a normal distribution of 0.02.
  initial: () => ({ kind: 'normal', deviation: 0.02 }),
  python: `class PositionEmbedding(layers.Layer):
    """x + P: a learned vector for every place (arXiv:1705.03122)."""

    def __init__(self, sequence_length, **kwargs):
        super().__init__(**kwargs)
        self.sequence_length = sequence_length
        self.supports_masking = True

    def build(self, input_shape):
        start = keras.initializers.RandomNormal(stddev=0.02)
        self.embeddings = self.add_weight(name="embeddings", shape=(self.sequence_length, input_shape[-1]), initializer=start)

    def call(self, x):
        return x + self.embeddings[: keras.ops.shape(x)[1]]

    def get_config(self):
        return {**super().get_config(), "sequence_length": self.sequence_length}`,
});
