import { defineNode } from '../../graph/define-node';
import { convolutionParams as of } from '../convolution-params';
import { separable } from '../depthwise';
import { SPACES } from '../spatial';

/** Keras `SeparableConv2D`. */
export const separableConv2d = defineNode({
  kind: 'SeparableConv2D',
  ...separable('SeparableConv2D', 2),
  title: 'SeparableConv2D',
  letter: 'C',
  keywords: [...SPACES[2].keywords, 'convolution', 'xception', 'mobilenet', 'depthwise'],
  doc: 'Patterns of each channel first, then mixtures of them: what a convolution does at a fraction of its cost.',
  formula: 'activation((x ∗ depthwise) · pointwise + b)',
  source: 'Chollet 2017, arXiv:1610.02357',
  params: {
    filters: of.filters(),
    kernel_size: of.kernelSize(2),
    depth_multiplier: of.depthMultiplier(),
    strides: of.strides(2),
    padding: of.padding(2),
    dilation_rate: of.dilation(),
    activation: of.activation('relu'),
    use_bias: of.bias(),
  },
  examples: [
    { name: 'same', params: { filters: 4 }, inputs: { input: [{ shape: ['batch', 5, 4, 3], carries: 'features' }] } },
    {
      name: 'multiplier, valid, strides',
      params: {
        filters: 2,
        depth_multiplier: 2,
        kernel_size: [2, 3],
        strides: [2, 2],
        padding: 'valid',
        activation: 'tanh',
        use_bias: false,
      },
      inputs: { input: [{ shape: ['batch', 6, 5, 2], carries: 'features' }] },
    },
    {
      name: 'dilation',
      params: { filters: 2, dilation_rate: 2, activation: 'tanh' },
      inputs: { input: [{ shape: ['batch', 5, 6, 2], carries: 'features' }] },
    },
  ],
});
