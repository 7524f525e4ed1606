import { defineLayer } from './define-layer';

/** The weights of attention along one axis, as a matrix over all places of the picture: computed only for those who look at it. */
export const lineScores = defineLayer({
  className: 'LineScores',
  python: `class LineScores(layers.Layer):
    """Weights along lines of a picture [batch, lines, heads, i, j] as [batch, heads, places, places]: 0 off the line.

    axis 2: a line is a row of the picture; axis 1: a column.
    """

    def __init__(self, axis, **kwargs):
        super().__init__(**kwargs)
        self.axis = axis

    def call(self, scores):
        _, lines, heads, places, _ = scores.shape
        x = keras.ops.transpose(scores, (0, 2, 1, 3, 4))
        same = keras.ops.eye(lines, dtype=scores.dtype)
        if self.axis == 2:
            x = x[:, :, :, :, None, :] * same[:, None, :, None]
        else:
            x = keras.ops.transpose(x, (0, 1, 3, 2, 4))[..., None] * same[:, None, :]
        return keras.ops.reshape(x, (-1, heads, lines * places, lines * places))

    def compute_output_shape(self, input_shape):
        batch, lines, heads, places, _ = input_shape
        return (batch, heads, lines * places, lines * places)

    def get_config(self):
        return {**super().get_config(), "axis": self.axis}`,
});
