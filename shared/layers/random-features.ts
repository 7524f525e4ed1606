import { defineLayer } from './define-layer';

/** Logarithms of FAVOR+'s positive random features (arXiv:2009.14794), of each head. */
export const randomFeatures = defineLayer({
  className: 'RandomFeatures',
  padding: 'masked',
  initial: () => ({ kind: 'orthogonal_features' }),
  python: `class RandomFeatures(layers.Layer):
    """Logarithms of positive random features (FAVOR+, arXiv:2009.14794); the projection is drawn once and not trained."""

    def __init__(self, num_heads, num_features, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True
        self.num_heads = num_heads
        self.num_features = num_features

    def build(self, input_shape):
        size = input_shape[-1] // self.num_heads
        self.projection = self.add_weight(name="projection", shape=(size, self.num_features), initializer=self.draw, trainable=False)

    def draw(self, shape, dtype=None):
        """Columns as long as normal vectors, orthogonal within each group of as many as they have numbers."""
        size, count = shape
        rng = np.random.default_rng()
        groups = [np.linalg.qr(rng.normal(size=(size, size)))[0] for _ in range(-(-count // size))]
        columns = np.concatenate(groups, 1)[:, :count] * np.linalg.norm(rng.normal(size=(size, count)), axis=0)
        return keras.ops.convert_to_tensor(columns, dtype)

    def compute_output_shape(self, input_shape):
        return (*input_shape[:-1], self.num_heads * self.num_features)

    def call(self, x):
        size = x.shape[-1] // self.num_heads
        places = keras.ops.shape(x)[1]
        x = keras.ops.reshape(x, (-1, places, self.num_heads, size)) * size**-0.25
        logarithms = keras.ops.matmul(x, self.projection) - keras.ops.sum(x**2, -1, keepdims=True) / 2
        return keras.ops.reshape(logarithms, (-1, places, self.num_heads * self.num_features))

    def get_config(self):
        return {**super().get_config(), "num_heads": self.num_heads, "num_features": self.num_features}`,
});
