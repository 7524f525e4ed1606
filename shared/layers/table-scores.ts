import { defineLayer } from './define-layer';

export const tableScores = defineLayer({
  className: 'TableScores',
  takes: 'list',
  padding: 'seen',
  python: `class TableScores(layers.Layer):
    """x times each vector of a table that stands in a batch of its own: x @ table[0].T."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True

    def call(self, inputs):
        x, table = inputs
        return keras.ops.matmul(x, keras.ops.transpose(table[0]))

    def compute_mask(self, inputs, mask=None):
        return None

    def compute_output_shape(self, input_shape):
        x, table = input_shape
        return (*x[:-1], table[-2])`,
});
