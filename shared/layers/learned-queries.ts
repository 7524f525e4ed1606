import { defineLayer } from './define-layer';

/** Object queries: DETR, arXiv:2005.12872. */
export const learnedQueries = defineLayer({
  className: 'LearnedQueries',
  // As torch's Embedding, which holds DETR's.
  initial: () => ({ kind: 'normal', deviation: 1 }),
  python: `class LearnedQueries(layers.Layer):
    """Learned places, the same for every sample (DETR's object queries, arXiv:2005.12872); of the input only its batch counts."""

    def __init__(self, count, width, **kwargs):
        super().__init__(**kwargs)
        self.count = count
        self.width = width

    def build(self, input_shape):
        start = keras.initializers.RandomNormal(stddev=1.0)
        self.queries = self.add_weight(name="queries", shape=(self.count, self.width), initializer=start)

    def call(self, x):
        return keras.ops.broadcast_to(self.queries[None], (keras.ops.shape(x)[0], self.count, self.width))

    def compute_output_shape(self, input_shape):
        return (input_shape[0], self.count, self.width)

    def get_config(self):
        return {**super().get_config(), "count": self.count, "width": self.width}`,
});
