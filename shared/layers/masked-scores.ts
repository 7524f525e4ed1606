import { defineLayer } from './define-layer';

/** Between a similarity and a softmax: Keras has this inside of its attention layers alone. */
export const maskedScores = defineLayer({
  className: 'MaskedScores',
  takes: 'list',
  padding: 'left out',
  engine: { wiring: { parts: () => ['scores', 'key'], masks: ['key'] } },
  python: `class MaskedScores(layers.Layer):
    """Scores [batch, queries, keys] and their keys: those of padded keys become so low that a softmax gives them no weight."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True

    def call(self, inputs, mask=None):
        scores = inputs[0]
        if mask is None or mask[1] is None:
            return scores
        real = keras.ops.cast(mask[1], scores.dtype)[:, None, :]
        return scores - 1e9 * (1 - real)

    def compute_mask(self, inputs, mask=None):
        return None

    def compute_output_shape(self, input_shape):
        return input_shape[0]`,
});
