import { defineLayer } from './define-layer';

/** What FiLM does to a padded sequence: Keras's Multiply forgets the mask where one of its inputs has none. */
export const featureModulation = defineLayer({
  className: 'FeatureModulation',
  takes: 'list',
  padding: 'query',
  python: `class FeatureModulation(layers.Layer):
    """FiLM (arXiv:1709.07871): scales and shifts the features of a sequence, and hands its mask on."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True

    def call(self, inputs):
        x, gamma, beta = inputs
        return gamma[:, None, :] * x + beta[:, None, :]

    def compute_mask(self, inputs, mask=None):
        return None if mask is None else mask[0]

    def compute_output_shape(self, input_shape):
        return input_shape[0]`,
});
