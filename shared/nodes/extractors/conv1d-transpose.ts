import { defineNode } from '../../graph/define-node';
import { optionalInt } from '../../graph/params';
import { convolutionParams as of } from '../convolution-params';
import { extent, SPACES } from '../spatial';
import { transposed } from '../transposed';

/** Keras `Conv1DTranspose`. */
export const conv1dTranspose = defineNode({
  kind: 'Conv1DTranspose',
  ...transposed('Conv1DTranspose', 1),
  title: 'Conv1DTranspose',
  letter: 'T',
  keywords: [...SPACES[1].keywords, 'deconvolution', 'upsample', 'decoder', 'grow'],
  doc: 'Paints a pattern for every place of a sequence, so that it grows longer: the way back of a convolution with strides.',
  formula: 'activation(y + b),  y[i · strides + k] = Σ x[i] W[k]',
  source: 'Zeiler et al. 2010',
  params: {
    filters: of.filters(),
    kernel_size: of.kernelSize(1),
    strides: extent(1, { default: 2, max: 255, doc: 'How far the patterns lie apart: so many times larger is what comes out.' }),
    padding: of.padding(1),
    output_padding: optionalInt({
      default: null,
      min: 0,
      max: 254,
      nullable: 'follows from the size',
      doc: 'Places added at the end: several sizes lead to the same with strides.',
      advanced: true,
    }),
    dilation_rate: of.dilation(),
    activation: of.activation('relu'),
    use_bias: of.bias(),
  },
  examples: [
    { name: 'doubles', params: { filters: 3 }, inputs: { input: [{ shape: ['batch', 4, 2], carries: 'sequence' }] } },
    {
      name: 'valid',
      params: { filters: 2, kernel_size: 2, strides: 3, padding: 'valid', activation: 'linear', use_bias: false },
      inputs: { input: [{ shape: ['batch', 3, 3], carries: 'sequence' }] },
    },
    {
      name: 'output padding',
      params: { filters: 2, padding: 'valid', output_padding: 1, activation: 'tanh' },
      inputs: { input: [{ shape: ['batch', 4, 2], carries: 'sequence' }] },
    },
    {
      name: 'dilation',
      params: { filters: 2, strides: 1, dilation_rate: 2, padding: 'valid', activation: 'tanh' },
      inputs: { input: [{ shape: ['batch', 4, 2], carries: 'sequence' }] },
    },
    {
      name: 'unknown length',
      params: { filters: 2, strides: 2, activation: 'tanh' },
      inputs: { input: [{ shape: ['batch', 'words', 2], carries: 'sequence' }] },
    },
    {
      name: 'padded',
      params: { filters: 2, kernel_size: 2, activation: 'tanh' },
      inputs: { input: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }] },
    },
  ],
});
