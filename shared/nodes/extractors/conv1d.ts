import { defineNode } from '../../graph/define-node';
import { choice } from '../../graph/params';
import { convolutionParams as of } from '../convolution-params';
import { filterBank } from '../filter-bank';
import { SPACES } from '../spatial';

/** Keras `Conv1D`. */
export const conv1d = defineNode({
  kind: 'Conv1D',
  ...filterBank('Conv1D', 1),
  title: 'Conv1D',
  letter: 'C',
  everyday: true,
  keywords: ['dilated', 'atrous', 'grouped', ...SPACES[1].keywords, 'convolution', 'cnn', 'filter', 'causal', 'wavenet'],
  doc: 'Slides small windows over a sequence. Each filter learns one local pattern, of words or of sound, and tells where it is. Padding is seen.',
  formula: 'activation(x ∗ W + b)',
  source: 'LeCun et al. 1998; causal: van den Oord et al. 2016, arXiv:1609.03499',
  params: {
    filters: of.filters(),
    kernel_size: of.kernelSize(1),
    strides: of.strides(1),
    padding: choice({
      options: ['same', 'valid', 'causal'],
      default: 'same',
      doc: 'same: zeros around a sequence keep its length. valid: only whole windows. causal: as same, but no place sees a later one.',
    }),
    dilation_rate: of.dilation(),
    groups: of.groups(),
    activation: of.activation('relu'),
    use_bias: of.bias(),
  },
  examples: [
    { name: 'same', params: { filters: 3 }, inputs: { input: [{ shape: ['batch', 6, 2], carries: 'sequence' }] } },
    {
      name: 'valid, strides',
      params: { filters: 2, kernel_size: 2, strides: 2, padding: 'valid', activation: 'linear', use_bias: false },
      inputs: { input: [{ shape: ['batch', 7, 3], carries: 'sequence' }] },
    },
    {
      name: 'same, strides',
      params: { filters: 2, strides: 2, activation: 'tanh' },
      inputs: { input: [{ shape: ['batch', 6, 2], carries: 'sequence' }] },
    },
    {
      name: 'causal, dilation',
      params: { filters: 2, kernel_size: 2, padding: 'causal', dilation_rate: 2, activation: 'tanh' },
      inputs: { input: [{ shape: ['batch', 7, 3], carries: 'sequence' }] },
    },
    {
      name: 'same, dilation',
      params: { filters: 2, kernel_size: 4, dilation_rate: 3, activation: 'tanh' },
      inputs: { input: [{ shape: ['batch', 7, 2], carries: 'sequence' }] },
    },
    {
      name: 'groups',
      params: { filters: 4, groups: 2, activation: 'tanh' },
      inputs: { input: [{ shape: ['batch', 5, 4], carries: 'sequence' }] },
    },
    {
      name: 'padded',
      params: { filters: 2, activation: 'tanh' },
      inputs: { input: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }] },
    },
    {
      name: 'unknown length, valid, dilation',
      params: { filters: 2, kernel_size: 2, padding: 'valid', dilation_rate: 2, activation: 'tanh' },
      inputs: { input: [{ shape: ['batch', 'words', 3], carries: 'sequence' }] },
    },
  ],
});
