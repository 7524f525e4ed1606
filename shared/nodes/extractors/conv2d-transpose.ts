import { defineNode } from '../../graph/define-node';
import { optionalInt } from '../../graph/params';
import { convolutionParams as of } from '../convolution-params';
import { extent, SPACES } from '../spatial';
import { transposed } from '../transposed';

/** Keras `Conv2DTranspose`. */
export const conv2dTranspose = defineNode({
  kind: 'Conv2DTranspose',
  ...transposed('Conv2DTranspose', 2),
  title: 'Conv2DTranspose',
  letter: 'T',
  keywords: [...SPACES[2].keywords, 'deconvolution', 'upsample', 'decoder', 'grow'],
  doc: 'Paints a pattern for every place of a map, so that it grows larger: the way back of a convolution with strides.',
  formula: 'activation(y + b),  y[i · strides + k] = Σ x[i] W[k]',
  source: 'Zeiler et al. 2010',
  params: {
    filters: of.filters(),
    kernel_size: of.kernelSize(2),
    strides: extent(2, { default: 2, max: 255, doc: 'How far the patterns lie apart: so many times larger is what comes out.' }),
    padding: of.padding(2),
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
    { name: 'doubles', params: { filters: 3 }, inputs: { input: [{ shape: ['batch', 3, 4, 2], carries: 'features' }] } },
    {
      name: 'valid',
      params: { filters: 2, kernel_size: [2, 3], strides: [3, 2], padding: 'valid', activation: 'linear', use_bias: false },
      inputs: { input: [{ shape: ['batch', 2, 3, 3], carries: 'features' }] },
    },
    {
      name: 'output padding',
      params: { filters: 2, output_padding: 0, activation: 'tanh' },
      inputs: { input: [{ shape: ['batch', 3, 4, 2], carries: 'features' }] },
    },
    {
      name: 'dilation',
      params: { filters: 2, strides: [1, 1], dilation_rate: 2, activation: 'tanh' },
      inputs: { input: [{ shape: ['batch', 4, 3, 2], carries: 'features' }] },
    },
  ],
});
