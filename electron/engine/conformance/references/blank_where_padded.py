import keras
import numpy as np


class BlankWherePadded(keras.layers.Layer):
    """Class 0 for certain where the mask says padding."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True

    def call(self, x, mask=None):
        if mask is None:
            return x
        classes = int(x.shape[-1])
        certain = np.full((1, 1, classes), -1e9, "float32")
        certain[..., 0] = 0
        return keras.ops.where(mask[:, :, None], x, certain)

    def compute_mask(self, inputs, mask=None):
        return None
