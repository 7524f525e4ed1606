import { defineNode } from '../../graph/define-node';
import { convolutionParams as of } from '../convolution-params';
import { depthwise } from '../depthwise';
import { SPACES } from '../spatial';

/** Keras `DepthwiseConv2D`. */
export const depthwiseConv2d = defineNode({
  kind: 'DepthwiseConv2D',
  ...depthwise('DepthwiseConv2D', 2),
  title: 'DepthwiseConv2D',
  letter: 'C',
  keywords: [...SPACES[2].keywords, 'convolution', 'mobilenet', 'channel'],
  doc: 'Slides windows over each channel alone: channels do not mix, which makes it cheap.',
  formula: 'activation(xᶜ ∗ Wᶜ + bᶜ) for each channel c',
  source: 'Howard et al. 2017, arXiv:1704.04861',
  params: {
    kernel_size: of.kernelSize(2),
    depth_multiplier: of.depthMultiplier(),
    strides: of.strides(2),
    padding: of.padding(2),
    dilation_rate: of.dilation(),
    activation: of.activation(),
    use_bias: of.bias(),
  },
  examples: [
    { name: 'same', params: {}, inputs: { input: [{ shape: ['batch', 5, 4, 3], carries: 'features' }] } },
    {
      name: 'multiplier, valid, strides',
      params: { depth_multiplier: 2, kernel_size: [2, 3], strides: [2, 2], padding: 'valid', activation: 'tanh', use_bias: false },
      inputs: { input: [{ shape: ['batch', 6, 5, 2], carries: 'features' }] },
    },
    {
      name: 'two strides',
      params: { strides: [2, 1], activation: 'tanh' },
      inputs: { input: [{ shape: ['batch', 5, 4, 2], carries: 'features' }] },
    },
    {
      name: 'dilation',
      params: { dilation_rate: 2, depth_multiplier: 2, activation: 'tanh' },
      inputs: { input: [{ shape: ['batch', 5, 6, 2], carries: 'features' }] },
    },
  ],
});
