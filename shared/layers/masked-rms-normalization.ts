import { defineLayer } from './define-layer';

/** Keras's `RMSNormalization` for sequences with padding, whose mask Keras's own loses. */
export const maskedRmsNormalization = defineLayer({
  className: 'MaskedRMSNormalization',
  defaults: { axis: -1, epsilon: 1e-6 },
  padding: 'masked',
  engine: { className: 'RMSNormalization' },
  initial: () => ({ kind: 'ones' }),
  python: `class MaskedRMSNormalization(layers.RMSNormalization):
    """RMSNormalization that hands on which places are padding; Keras's own forgets it."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True`,
});
