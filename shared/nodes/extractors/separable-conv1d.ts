import { defineNode } from '../../graph/define-node';
import { convolutionParams as of } from '../convolution-params';
import { separable } from '../depthwise';
import { SPACES } from '../spatial';

/** Keras `SeparableConv1D`. */
export const separableConv1d = defineNode({
  kind: 'SeparableConv1D',
  ...separable('SeparableConv1D', 1),
  title: 'SeparableConv1D',
  letter: 'C',
  keywords: [...SPACES[1].keywords, 'convolution', 'xception', 'mobilenet', 'depthwise'],
  doc: 'Patterns of each channel first, then mixtures of them: what a convolution does at a fraction of its cost.',
  formula: 'activation((x ∗ depthwise) · pointwise + b)',
  source: 'Chollet 2017, arXiv:1610.02357',
  params: {
    filters: of.filters(),
    kernel_size: of.kernelSize(1),
    depth_multiplier: of.depthMultiplier(),
    strides: of.strides(1),
    padding: of.padding(1),
    dilation_rate: of.dilation(),
    activation: of.activation('relu'),
    use_bias: of.bias(),
  },
  examples: [
    { name: 'same', params: { filters: 4 }, inputs: { input: [{ shape: ['batch', 6, 3], carries: 'sequence' }] } },
    {
      name: 'multiplier, valid, strides',
      params: { filters: 2, depth_multiplier: 2, kernel_size: 2, strides: 2, padding: 'valid', activation: 'tanh', use_bias: false },
      inputs: { input: [{ shape: ['batch', 7, 2], carries: 'sequence' }] },
    },
    {
      name: 'dilation',
      params: { filters: 2, dilation_rate: 2, activation: 'tanh' },
      inputs: { input: [{ shape: ['batch', 7, 2], carries: 'sequence' }] },
    },
    {
      name: 'padded',
      params: { filters: 2, kernel_size: 2, activation: 'tanh' },
      inputs: { input: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }] },
    },
  ],
});
