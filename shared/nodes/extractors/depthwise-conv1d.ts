import { defineNode } from '../../graph/define-node';
import { convolutionParams as of } from '../convolution-params';
import { depthwise } from '../depthwise';
import { SPACES } from '../spatial';

/** Keras `DepthwiseConv1D`. */
export const depthwiseConv1d = defineNode({
  kind: 'DepthwiseConv1D',
  ...depthwise('DepthwiseConv1D', 1),
  title: 'DepthwiseConv1D',
  letter: 'C',
  keywords: [...SPACES[1].keywords, 'convolution', 'mobilenet', 'channel'],
  doc: 'Slides windows over each channel alone: channels do not mix, which makes it cheap.',
  formula: 'activation(xᶜ ∗ Wᶜ + bᶜ) for each channel c',
  source: 'Howard et al. 2017, arXiv:1704.04861',
  params: {
    kernel_size: of.kernelSize(1),
    depth_multiplier: of.depthMultiplier(),
    strides: of.strides(1),
    padding: of.padding(1),
    dilation_rate: of.dilation(),
    activation: of.activation(),
    use_bias: of.bias(),
  },
  examples: [
    { name: 'same', params: {}, inputs: { input: [{ shape: ['batch', 6, 3], carries: 'sequence' }] } },
    {
      name: 'multiplier, valid, strides',
      params: { depth_multiplier: 2, kernel_size: 2, strides: 2, padding: 'valid', activation: 'tanh', use_bias: false },
      inputs: { input: [{ shape: ['batch', 7, 2], carries: 'sequence' }] },
    },
    {
      name: 'dilation',
      params: { dilation_rate: 2, depth_multiplier: 2, activation: 'tanh' },
      inputs: { input: [{ shape: ['batch', 7, 2], carries: 'sequence' }] },
    },
    {
      name: 'padded',
      params: { dilation_rate: 2, activation: 'tanh' },
      inputs: { input: [{ shape: ['batch', 'words', 2], carries: 'sequence', masked: true }] },
    },
  ],
});
