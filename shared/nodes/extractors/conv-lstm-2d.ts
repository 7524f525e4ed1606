import { defineNode } from '../../graph/define-node';
import { bool } from '../../graph/params';
import { convLstm } from '../conv-lstm';
import { convolutionParams as of } from '../convolution-params';

/** Keras `ConvLSTM2D`. */
export const convLstm2d = defineNode({
  kind: 'ConvLSTM2D',
  ...convLstm('ConvLSTM2D', 2),
  title: 'ConvLSTM2D',
  letter: 'L',
  keywords: ['recurrent', 'video', 'film', 'frames', 'nowcasting', 'lstm', 'convolution'],
  doc: 'Reads a film frame by frame and keeps a memory that is a feature map: an LSTM whose products are convolutions.',
  params: {
    filters: of.filters(),
    kernel_size: of.kernelSize(2),
    strides: of.strides(2),
    padding: of.padding(2),
    return_sequences: bool({ default: false, doc: 'Gives the memory after every moment; else only after the last.' }),
  },
  examples: [
    {
      name: 'last frame',
      params: { filters: 2, kernel_size: [2, 3] },
      inputs: { input: [{ shape: ['batch', 3, 3, 4, 1], carries: 'volume' }] },
    },
    {
      name: 'every frame, valid, strides',
      params: { filters: 1, kernel_size: [2, 2], strides: [2, 1], padding: 'valid', return_sequences: true },
      inputs: { input: [{ shape: ['batch', 2, 4, 3, 2], carries: 'volume' }] },
    },
  ],
});
