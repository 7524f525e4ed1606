import { defineNode } from '../../graph/define-node';
import { convolutionParams as of } from '../convolution-params';
import { filterBank } from '../filter-bank';
import { SPACES } from '../spatial';

/** Keras `Conv3D`. */
export const conv3d = defineNode({
  kind: 'Conv3D',
  ...filterBank('Conv3D', 3),
  title: 'Conv3D',
  letter: 'C',
  keywords: ['dilated', 'atrous', 'grouped', ...SPACES[3].keywords, 'convolution', 'cnn', 'filter'],
  doc: 'Slides small windows over a volume, or over a film in space and time.',
  formula: 'activation(x ∗ W + b)',
  source: 'Tran et al. 2015, arXiv:1412.0767',
  params: {
    filters: of.filters(),
    kernel_size: of.kernelSize(3),
    strides: of.strides(3),
    padding: of.padding(3),
    dilation_rate: of.dilation(),
    groups: of.groups(),
    activation: of.activation('relu'),
    use_bias: of.bias(),
  },
  examples: [
    {
      name: 'same',
      params: { filters: 2, kernel_size: [2, 3, 3] },
      inputs: { input: [{ shape: ['batch', 3, 4, 3, 2], carries: 'volume' }] },
    },
    {
      name: 'valid, strides',
      params: { filters: 2, kernel_size: [2, 3, 2], strides: [1, 2, 2], padding: 'valid', activation: 'linear', use_bias: false },
      inputs: { input: [{ shape: ['batch', 3, 5, 4, 1], carries: 'volume' }] },
    },
    {
      name: 'dilation',
      params: { filters: 1, kernel_size: [2, 2, 2], dilation_rate: 2, activation: 'tanh' },
      inputs: { input: [{ shape: ['batch', 3, 4, 3, 2], carries: 'volume' }] },
    },
    {
      name: 'groups',
      params: { filters: 2, kernel_size: [2, 2, 1], groups: 2, activation: 'tanh' },
      inputs: { input: [{ shape: ['batch', 2, 3, 3, 2], carries: 'volume' }] },
    },
  ],
});
