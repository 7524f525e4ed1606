import { defineLayer } from './define-layer';

/** Every place of a picture attends to its column and its row. */
export const crissCrossAttention = defineLayer({
  className: 'CrissCrossAttention',
  takes: 'list',
  python: `class CrissCrossAttention(layers.Layer):
    """Query, key and value pictures: every place attends to its column and its row, itself once (arXiv:1811.11721)."""

    def call(self, inputs):
        query, key, value = inputs
        height, width = query.shape[1:3]
        down = lambda x: keras.ops.transpose(x, (0, 2, 1, 3))
        own = keras.ops.eye(height, dtype=query.dtype)
        column = keras.ops.matmul(down(query), keras.ops.transpose(key, (0, 2, 3, 1))) - 1e9 * own
        row = keras.ops.matmul(query, keras.ops.transpose(key, (0, 1, 3, 2)))
        weights = keras.ops.softmax(keras.ops.concatenate([down(column), row], -1), -1)
        seen = keras.ops.matmul(down(weights[..., :height]), down(value))
        return down(seen) + keras.ops.matmul(weights[..., height:], value)

    def compute_output_shape(self, input_shape):
        return input_shape[2]`,
});
