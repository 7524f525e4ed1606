import { defineNode } from '../../graph/define-node';
import { size2d } from '../../graph/params';
import { convolutionParams as of } from '../convolution-params';
import { filterBank } from '../filter-bank';
import { SPACES } from '../spatial';

/** Keras `Conv2D`. */
export const conv2d = defineNode({
  kind: 'Conv2D',
  ...filterBank('Conv2D', 2),
  title: 'Conv2D',
  letter: 'C',
  everyday: true,
  keywords: [...SPACES[2].keywords, 'convolution', 'cnn', 'filter', 'grouped', 'dilated', 'atrous'],
  doc: 'Slides small windows over a picture. Each filter learns one local pattern and tells where it is.',
  formula: 'activation(x ∗ W + b)',
  source: 'LeCun et al. 1998; dilated: Yu & Koltun 2016, arXiv:1511.07122; grouped: Krizhevsky et al. 2012',
  params: {
    filters: of.filters(),
    kernel_size: size2d({ default: [3, 3], max: 255, doc: 'Height and width of the window.' }),
    strides: size2d({ default: [1, 1], max: 255, doc: 'How far the window moves, down and across.', advanced: true }),
    padding: of.padding(2),
    dilation_rate: of.dilation(),
    groups: of.groups(),
    activation: of.activation('relu'),
    use_bias: of.bias(),
  },
  examples: [
    { name: 'same', params: { filters: 3 }, inputs: { input: [{ shape: ['batch', 6, 5, 2], carries: 'image' }] } },
    {
      name: 'valid, strides',
      params: { filters: 2, kernel_size: [2, 3], strides: [2, 1], padding: 'valid', activation: 'linear', use_bias: false },
      inputs: { input: [{ shape: ['batch', 7, 6, 3], carries: 'features' }] },
    },
    {
      name: 'same, strides',
      params: { filters: 2, strides: [2, 2], activation: 'tanh' },
      inputs: { input: [{ shape: ['batch', 7, 6, 1], carries: 'features' }] },
    },
    {
      name: 'dilation',
      params: { filters: 2, dilation_rate: 2, activation: 'tanh' },
      inputs: { input: [{ shape: ['batch', 7, 6, 2], carries: 'features' }] },
    },
    {
      name: 'valid, dilation',
      params: { filters: 2, kernel_size: [2, 3], padding: 'valid', dilation_rate: 3, activation: 'tanh' },
      inputs: { input: [{ shape: ['batch', 5, 8, 2], carries: 'features' }] },
    },
    {
      name: 'groups',
      params: { filters: 6, groups: 2, strides: [2, 1], activation: 'tanh' },
      inputs: { input: [{ shape: ['batch', 4, 3, 4], carries: 'features' }] },
    },
  ],
});
