import { defineLayer } from './define-layer';

/** The weights of `CrissCrossAttention` as a matrix over all places: computed only for those who look at it. */
export const crissCrossScores = defineLayer({
  className: 'CrissCrossScores',
  takes: 'list',
  python: `class CrissCrossScores(layers.Layer):
    """The weights of CrissCrossAttention as a whole matrix [batch, places, places]: only for those who look at it."""

    def call(self, inputs):
        query, key = inputs
        height, width, size = query.shape[1:]
        places = height * width
        rows, columns = np.divmod(np.arange(places), width)
        seen = (rows[:, None] == rows) | (columns[:, None] == columns)
        query, key = (keras.ops.reshape(x, (-1, places, size)) for x in (query, key))
        energies = keras.ops.matmul(query, keras.ops.transpose(key, (0, 2, 1)))
        return keras.ops.softmax(energies + keras.ops.cast(np.where(seen, 0.0, -1e9), query.dtype), -1)

    def compute_output_shape(self, input_shape):
        batch, height, width, _ = input_shape[0]
        return (batch, height * width, height * width)`,
});
