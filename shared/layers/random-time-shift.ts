import { defineLayer } from './define-layer';

export const randomTimeShift = defineLayer({
  className: 'RandomTimeShift',
  positional: ['factor'],
  defaults: { fill_mode: 'constant' },
  python: `class RandomTimeShift(layers.Layer):
    """While training, moves each waveform by up to \`factor\` of its length; silence comes in (or, with "wrap", its other end)."""

    def __init__(self, factor, fill_mode="constant", **kwargs):
        super().__init__(**kwargs)
        self.factor = factor
        self.fill_mode = fill_mode
        self.generator = keras.random.SeedGenerator()

    def call(self, x, training=False):
        if not training:
            return x
        batch, samples = keras.ops.shape(x)[0], keras.ops.shape(x)[1]
        most = self.factor * keras.ops.cast(samples, "float32")
        shift = keras.ops.cast(keras.ops.round(keras.random.uniform((batch, 1), -1, 1, seed=self.generator) * most), "int32")
        places = keras.ops.arange(samples)[None, :] - shift
        moved = keras.ops.take_along_axis(x, keras.ops.mod(places, samples), axis=1)
        if self.fill_mode == "wrap":
            return moved
        return keras.ops.where(keras.ops.logical_and(places >= 0, places < samples), moved, 0.0)

    def get_config(self):
        return {**super().get_config(), "factor": self.factor, "fill_mode": self.fill_mode}`,
});
