import { defineLayer } from './define-layer';

export const sinePositionEncoding = defineLayer({
  className: 'SinePositionEncoding',
  padding: 'masked',
  defaults: { max_wavelength: 10_000 },
  python: `class SinePositionEncoding(layers.Layer):
    """x + PE: sin on even features, cos on odd ones, of ever longer waves (arXiv:1706.03762)."""

    def __init__(self, max_wavelength=10_000, **kwargs):
        super().__init__(**kwargs)
        self.max_wavelength = max_wavelength
        self.supports_masking = True

    def call(self, x):
        features = x.shape[-1]
        places = keras.ops.cast(keras.ops.arange(keras.ops.shape(x)[1]), x.dtype)
        rates = np.array([self.max_wavelength ** (-2 * i / features) for i in range((features + 1) // 2)], "float32")
        angles = places[:, None] * keras.ops.cast(rates, x.dtype)
        waves = keras.ops.stack([keras.ops.sin(angles), keras.ops.cos(angles)], axis=-1)
        return x + keras.ops.reshape(waves, (-1, 2 * len(rates)))[:, :features]

    def get_config(self):
        return {**super().get_config(), "max_wavelength": self.max_wavelength}`,
});

export const rotaryEmbedding = defineLayer({
  className: 'RotaryEmbedding',
  padding: 'masked',
  defaults: { max_wavelength: 10_000 },
  python: `class RotaryEmbedding(layers.Layer):
    """Turns pairs of features by an angle that grows with the place (arXiv:2104.09864)."""

    def __init__(self, max_wavelength=10_000, **kwargs):
        super().__init__(**kwargs)
        self.max_wavelength = max_wavelength
        self.supports_masking = True

    def call(self, x):
        half = x.shape[-1] // 2
        places = keras.ops.cast(keras.ops.arange(keras.ops.shape(x)[1]), x.dtype)
        rates = np.array([self.max_wavelength ** (-i / half) for i in range(half)], "float32")
        angles = places[:, None] * keras.ops.cast(rates, x.dtype)
        cos, sin = keras.ops.cos(angles), keras.ops.sin(angles)
        first, second = x[..., :half], x[..., half:]
        return keras.ops.concatenate([first * cos - second * sin, second * cos + first * sin], axis=-1)

    def get_config(self):
        return {**super().get_config(), "max_wavelength": self.max_wavelength}`,
});
