import keras


class MinMaxScaling(keras.layers.Layer):
    """MinMaxScaler's `transform` from the text of scikit-learn's documentation: X_std * (max - min) + min."""

    def __init__(self, feature_range=(0, 1), clip=False, **kwargs):
        super().__init__(**kwargs)
        self.feature_range, self.clip = feature_range, clip
        self.supports_masking = True

    def build(self, input_shape):
        self.minimum = self.add_weight(name="minimum", shape=(input_shape[-1],), trainable=False)
        self.maximum = self.add_weight(name="maximum", shape=(input_shape[-1],), trainable=False)

    def call(self, x):
        low, high = self.feature_range
        scale = (high - low) / (self.maximum - self.minimum)
        scaled = x * scale + (low - self.minimum * scale)
        return keras.ops.clip(scaled, low, high) if self.clip else scaled
