import { defineLayer } from './define-layer';

/** Keras's `Discretization`, whose borders are a weight: its own are part of the configuration. */
export const adaptedDiscretization = defineLayer({
  className: 'AdaptedDiscretization',
  defaults: { output_mode: 'int' },
  initial: () => ({ kind: 'zeros' }),
  python: `class AdaptedDiscretization(layers.Layer):
    """keras.layers.Discretization; its borders are a weight."""

    def __init__(self, num_bins, output_mode="int", **kwargs):
        super().__init__(**kwargs)
        self.num_bins, self.output_mode = num_bins, output_mode

    def build(self, input_shape):
        self.boundaries = self.add_weight(name="boundaries", shape=(self.num_bins - 1,), initializer="zeros", trainable=False)

    def call(self, x):
        bins = keras.ops.sum(keras.ops.cast(x[..., None] >= self.boundaries, "int32"), -1)
        return bins if self.output_mode == "int" else keras.ops.one_hot(bins, self.num_bins)

    def get_config(self):
        return {**super().get_config(), "num_bins": self.num_bins, "output_mode": self.output_mode}`,
});
