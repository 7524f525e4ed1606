import { defineLayer } from './define-layer';

export const unmask = defineLayer({
  className: 'Unmask',
  python: `class Unmask(layers.Layer):
    """What comes in, without its mask."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True

    def call(self, x):
        return keras.ops.copy(x)  # a tensor of its own: the mask belongs to the other

    def compute_mask(self, inputs, mask=None):
        return None

    def compute_output_shape(self, input_shape):
        return input_shape`,
});
