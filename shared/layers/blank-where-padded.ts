import { defineLayer } from './define-layer';

/** At padded steps the blank (class 0) for certain: all ways of CTC through them cost nothing, and they spell nothing. */
export const blankWherePadded = defineLayer({
  className: 'BlankWherePadded',
  padding: 'left out',
  engine: { wiring: 'mask' },
  python: `class BlankWherePadded(layers.Layer):
    """Logits that give class 0 for certain at padded steps."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True

    def call(self, x, mask=None):
        if mask is None:
            return x
        first = keras.ops.cast(keras.ops.arange(x.shape[-1]) == 0, x.dtype)
        return keras.ops.where(keras.ops.expand_dims(mask, -1), x, (first - 1) * 1e9)

    def compute_mask(self, inputs, mask=None):
        return None`,
});
