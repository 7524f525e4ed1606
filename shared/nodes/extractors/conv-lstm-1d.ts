import { defineNode } from '../../graph/define-node';
import { bool } from '../../graph/params';
import { convLstm } from '../conv-lstm';
import { convolutionParams as of } from '../convolution-params';

/** Keras `ConvLSTM1D`. */
export const convLstm1d = defineNode({
  kind: 'ConvLSTM1D',
  ...convLstm('ConvLSTM1D', 1),
  title: 'ConvLSTM1D',
  letter: 'L',
  keywords: ['recurrent', 'sensors', 'signal', 'time', 'lstm', 'convolution'],
  doc: 'Reads a row of places moment by moment, sensors along a line for instance, and keeps a memory for every place: an LSTM whose products are convolutions.',
  params: {
    filters: of.filters(),
    kernel_size: of.kernelSize(1),
    strides: of.strides(1),
    padding: of.padding(1),
    return_sequences: bool({ default: false, doc: 'Gives the memory after every moment; else only after the last.' }),
  },
  examples: [
    { name: 'last moment', params: { filters: 2 }, inputs: { input: [{ shape: ['batch', 3, 4, 2], carries: 'features' }] } },
    {
      name: 'every moment, valid, strides',
      params: { filters: 1, kernel_size: 2, strides: 2, padding: 'valid', return_sequences: true },
      inputs: { input: [{ shape: ['batch', 2, 5, 1], carries: 'image' }] },
    },
    {
      name: 'even window, every moment',
      params: { filters: 3, kernel_size: 4, return_sequences: true },
      inputs: { input: [{ shape: ['batch', 3, 3, 1], carries: 'features' }] },
    },
  ],
});
