import { defineNode } from '../../graph/define-node';
import { bool } from '../../graph/params';
import { convLstm } from '../conv-lstm';
import { convolutionParams as of } from '../convolution-params';

/** Keras `ConvLSTM3D`. */
export const convLstm3d = defineNode({
  kind: 'ConvLSTM3D',
  ...convLstm('ConvLSTM3D', 3),
  title: 'ConvLSTM3D',
  letter: 'L',
  keywords: ['recurrent', 'scan', '4d', 'volumes', 'lstm', 'convolution'],
  doc: 'Reads volumes moment by moment, scans of a beating heart for instance, and keeps a memory that is a volume: an LSTM whose products are convolutions.',
  params: {
    filters: of.filters(),
    kernel_size: of.kernelSize(3),
    strides: of.strides(3),
    padding: of.padding(3),
    return_sequences: bool({ default: false, doc: 'Gives the memory after every moment; else only after the last.' }),
  },
  examples: [
    {
      name: 'last moment',
      params: { filters: 1, kernel_size: [2, 3, 2] },
      inputs: { input: [{ shape: ['batch', 2, 2, 3, 2, 2], carries: 'volumes' }] },
    },
    {
      name: 'every moment, valid, strides',
      params: { filters: 2, kernel_size: [1, 2, 2], strides: [1, 2, 1], padding: 'valid', return_sequences: true },
      inputs: { input: [{ shape: ['batch', 2, 2, 4, 2, 1], carries: 'volumes' }] },
    },
  ],
});
