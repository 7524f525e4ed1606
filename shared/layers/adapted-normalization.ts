import { defineLayer } from './define-layer';

/**
 * Keras's `Normalization` over the last axis, whose statistics are weights like any other: its own counts samples in a
 * third one, and takes new statistics only through `adapt`.
 */
export const adaptedNormalization = defineLayer({
  className: 'AdaptedNormalization',
  defaults: { invert: false },
  padding: 'masked',
  initial: (weight) => ({ kind: weight === 'variance' ? 'ones' : 'zeros' }),
  python: `class AdaptedNormalization(layers.Layer):
    """keras.layers.Normalization over the last axis; its mean and variance are weights."""

    def __init__(self, invert=False, **kwargs):
        super().__init__(**kwargs)
        self.invert = invert
        self.supports_masking = True

    def build(self, input_shape):
        size = (input_shape[-1],)
        self.mean = self.add_weight(name="mean", shape=size, initializer="zeros", trainable=False)
        self.variance = self.add_weight(name="variance", shape=size, initializer="ones", trainable=False)

    def call(self, x):
        deviation = keras.ops.maximum(keras.ops.sqrt(self.variance), 1e-7)
        return self.mean + x * deviation if self.invert else (x - self.mean) / deviation

    def get_config(self):
        return {**super().get_config(), "invert": self.invert}`,
});
