import { defineLayer } from './define-layer';

/** scikit-learn's MinMaxScaler over the last axis. Keras has none. */
export const minMaxScaling = defineLayer({
  className: 'MinMaxScaling',
  defaults: { feature_range: [0, 1], clip: false },
  padding: 'masked',
  initial: (weight) => ({ kind: weight === 'maximum' ? 'ones' : 'zeros' }),
  python: `class MinMaxScaling(layers.Layer):
    """scikit-learn's MinMaxScaler over the last axis; least and greatest numbers are weights."""

    def __init__(self, feature_range=(0, 1), clip=False, **kwargs):
        super().__init__(**kwargs)
        self.feature_range, self.clip = tuple(feature_range), clip
        self.supports_masking = True

    def build(self, input_shape):
        size = (input_shape[-1],)
        self.minimum = self.add_weight(name="minimum", shape=size, initializer="zeros", trainable=False)
        self.maximum = self.add_weight(name="maximum", shape=size, initializer="ones", trainable=False)

    def call(self, x):
        low, high = self.feature_range
        span = self.maximum - self.minimum
        # A constant column is only shifted.
        x = (x - self.minimum) / keras.ops.where(span == 0, keras.ops.ones_like(span), span) * (high - low) + low
        return keras.ops.clip(x, low, high) if self.clip else x

    def get_config(self):
        return {**super().get_config(), "feature_range": self.feature_range, "clip": self.clip}`,
});
