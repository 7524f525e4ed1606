import { defineNode } from '../../graph/define-node';
import { timeDistributed } from '../time-distributed';
import { conv2d } from './conv2d';

/** Keras `TimeDistributed(Conv2D)`. */
export const timeDistributedConv2d = defineNode({
  kind: 'TimeDistributedConv2D',
  ...timeDistributed(conv2d),
  title: 'Conv2D over time',
  letter: 'T',
  keywords: ['time distributed', 'video', 'film', 'frames', 'wrapper'],
  doc: 'The same convolution, with the same weights, over every frame of a film.',
  formula: 'y_t = layer(x_t)',
  source: 'Keras TimeDistributed; Donahue et al. 2014, arXiv:1411.4389',
  examples: [
    {
      name: 'same',
      params: { filters: 2, kernel_size: [3, 2] },
      inputs: { input: [{ shape: ['batch', 3, 4, 3, 2], carries: 'volume' }] },
    },
    {
      name: 'dilated, valid',
      params: { filters: 2, kernel_size: [2, 2], dilation_rate: 2, padding: 'valid', activation: 'tanh' },
      inputs: { input: [{ shape: ['batch', 2, 4, 4, 1], carries: 'volume' }] },
    },
  ],
});
