import { defineLayer } from './define-layer';

export const weightedSum = defineLayer({
  className: 'WeightedSum',
  takes: 'list',
  defaults: { normalize: true },
  padding: 'joined',
  // Equal parts at first, whether their softmax is taken or they are added to 1/n.
  initial: () => ({ kind: 'zeros' }),
  python: `class WeightedSum(layers.Layer):
    """The sum of its inputs, each times a learned number: softmax(alpha), or 1/n + alpha where they are free."""

    def __init__(self, normalize=True, **kwargs):
        super().__init__(**kwargs)
        self.normalize = normalize
        self.supports_masking = True

    def build(self, input_shape):
        self.alpha = self.add_weight(name="alpha", shape=(len(input_shape),), initializer="zeros")

    def call(self, inputs):
        weights = keras.ops.softmax(self.alpha) if self.normalize else self.alpha + 1 / len(inputs)
        return sum(weights[i] * x for i, x in enumerate(inputs))

    def compute_mask(self, inputs, mask=None):
        if mask is None or any(m is None for m in mask):
            return None
        joined = mask[0]
        for other in mask[1:]:
            joined = keras.ops.logical_or(joined, other)
        return joined

    def compute_output_shape(self, input_shape):
        return input_shape[0]

    def get_config(self):
        return {**super().get_config(), "normalize": self.normalize}`,
});
