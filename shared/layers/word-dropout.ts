import { defineLayer } from './define-layer';

export const wordDropout = defineLayer({
  className: 'WordDropout',
  positional: ['rate'],
  defaults: { unknown: 1 },
  python: `class WordDropout(layers.Layer):
    """While training, replaces ids at random by that of an unknown word (arXiv:1511.06349, 3.2); padding (0) stays."""

    def __init__(self, rate, unknown=1, **kwargs):
        super().__init__(**kwargs)
        self.rate = rate
        self.unknown = unknown
        self.generator = keras.random.SeedGenerator()

    def call(self, x, training=False):
        if not training:
            return x
        dropped = keras.random.uniform(keras.ops.shape(x), seed=self.generator) < self.rate
        return keras.ops.where(keras.ops.logical_and(dropped, x > 0), keras.ops.cast(self.unknown, x.dtype), x)

    def get_config(self):
        return {**super().get_config(), "rate": self.rate, "unknown": self.unknown}`,
});
