import { defineLayer } from './define-layer';

export const specAugment = defineLayer({
  className: 'SpecAugment',
  padding: 'masked',
  python: `class SpecAugment(layers.Layer):
    """While training, masks bands of time and of frequency of a spectrogram (arXiv:1904.08779, without time warping)."""

    def __init__(self, time_masks, time_width, frequency_masks, frequency_width, fill, **kwargs):
        super().__init__(**kwargs)
        self.time_masks = time_masks
        self.time_width = time_width
        self.frequency_masks = frequency_masks
        self.frequency_width = frequency_width
        self.fill = fill
        self.generator = keras.random.SeedGenerator()
        self.supports_masking = True

    def band(self, batch, size, width):
        length = keras.ops.floor(keras.random.uniform((batch, 1), seed=self.generator) * (min(width, size) + 1))
        start = keras.ops.floor(keras.random.uniform((batch, 1), seed=self.generator) * (size - length + 1))
        places = keras.ops.arange(size, dtype="float32")[None, :]
        return keras.ops.logical_and(places >= start, places < start + length)

    def call(self, x, training=False):
        if not training:
            return x
        batch, frames, bins = keras.ops.shape(x)[0], x.shape[1], x.shape[2]
        rest = (1,) * (len(x.shape) - 3)
        hidden = keras.ops.zeros((batch, 1, 1) + rest, dtype="bool")
        for _ in range(self.time_masks):
            hidden = keras.ops.logical_or(hidden, keras.ops.reshape(self.band(batch, frames, self.time_width), (-1, frames, 1) + rest))
        for _ in range(self.frequency_masks):
            hidden = keras.ops.logical_or(hidden, keras.ops.reshape(self.band(batch, bins, self.frequency_width), (-1, 1, bins) + rest))
        mean = keras.ops.mean(x, axis=tuple(range(1, len(x.shape))), keepdims=True)
        return keras.ops.where(hidden, mean if self.fill == "mean" else 0.0, x)

    def get_config(self):
        names = ["time_masks", "time_width", "frequency_masks", "frequency_width", "fill"]
        return {**super().get_config(), **{name: getattr(self, name) for name in names}}`,
});
