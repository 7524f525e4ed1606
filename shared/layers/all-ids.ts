import { defineLayer } from './define-layer';

export const allIds = defineLayer({
  className: 'AllIds',
  padding: 'left out',
  python: `class AllIds(layers.Layer):
    """The ids 0, 1, 2, ... whatever comes in: [1, count]."""

    def __init__(self, count, **kwargs):
        super().__init__(**kwargs)
        self.count = count
        self.supports_masking = True

    def call(self, x):
        return keras.ops.arange(self.count, dtype="int32")[None]

    def compute_mask(self, inputs, mask=None):
        return None

    def compute_output_spec(self, x):
        return keras.KerasTensor((1, self.count), dtype="int32")

    def get_config(self):
        return {**super().get_config(), "count": self.count}`,
});
