import { defineLayer } from './define-layer';

export const takePlace = defineLayer({
  className: 'TakePlace',
  padding: 'left out',
  python: `class TakePlace(layers.Layer):
    """One place of a sequence: x[:, index]."""

    def __init__(self, index, **kwargs):
        super().__init__(**kwargs)
        self.index = index
        self.supports_masking = True

    def call(self, x):
        return x[:, self.index]

    def compute_mask(self, inputs, mask=None):
        return None

    def get_config(self):
        return {**super().get_config(), "index": self.index}`,
});
