import { defineNode } from '../../graph/define-node';
import { optionalInt } from '../../graph/params';
import { convolutionParams as of } from '../convolution-params';
import { extent, SPACES } from '../spatial';
import { transposed } from '../transposed';

/** Keras `Conv3DTranspose`. */
export const conv3dTranspose = defineNode({
  kind: 'Conv3DTranspose',
  ...transposed('Conv3DTranspose', 3),
  title: 'Conv3DTranspose',
  letter: 'T',
  keywords: [...SPACES[3].keywords, 'deconvolution', 'upsample', 'decoder', 'grow'],
  doc: 'Paints a pattern for every place of a volume, so that it grows larger: the way back of a convolution with strides.',
  formula: 'activation(y + b),  y[i · strides + k] = Σ x[i] W[k]',
  source: 'Zeiler et al. 2010',
  params: {
    filters: of.filters(),
    kernel_size: of.kernelSize(3),
    strides: extent(3, { default: 2, max: 255, doc: 'How far the patterns lie apart: so many times larger is what comes out.' }),
    padding: of.padding(3),
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
    {
      name: 'doubles',
      params: { filters: 2, kernel_size: [2, 3, 2] },
      inputs: { input: [{ shape: ['batch', 2, 2, 3, 2], carries: 'volume' }] },
    },
    {
      name: 'valid',
      params: { filters: 1, kernel_size: [2, 2, 3], strides: [1, 2, 2], padding: 'valid', activation: 'linear', use_bias: false },
      inputs: { input: [{ shape: ['batch', 2, 3, 2, 2], carries: 'volume' }] },
    },
    {
      name: 'output padding',
      params: { filters: 1, kernel_size: [2, 2, 2], output_padding: 1, activation: 'tanh' },
      inputs: { input: [{ shape: ['batch', 1, 2, 2, 2], carries: 'volume' }] },
    },
    {
      name: 'dilation',
      params: { filters: 1, kernel_size: [2, 2, 1], strides: [1, 1, 1], dilation_rate: 2, activation: 'tanh' },
      inputs: { input: [{ shape: ['batch', 2, 3, 2, 1], carries: 'volume' }] },
    },
  ],
});
