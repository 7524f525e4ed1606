import { defineNode } from '../../graph/define-node';
import { timeDistributed } from '../time-distributed';
import { flatten } from './flatten';

/** Keras `TimeDistributed(Flatten)`. */
export const timeDistributedFlatten = defineNode({
  kind: 'TimeDistributedFlatten',
  ...timeDistributed(flatten),
  title: 'Flatten over time',
  letter: 'T',
  keywords: ['time distributed', 'video', 'film', 'frames', 'wrapper'],
  doc: 'All numbers of a frame in one row: a film becomes a sequence, which an LSTM or attention can read.',
  formula: 'y_t = layer(x_t)',
  source: 'Keras TimeDistributed; Donahue et al. 2014, arXiv:1411.4389',
  examples: [
    { name: 'film', params: {}, inputs: { input: [{ shape: ['batch', 3, 2, 3, 2], carries: 'volume' }] } },
    { name: 'two frames', params: {}, inputs: { input: [{ shape: ['batch', 2, 3, 1, 2], carries: 'volume' }] } },
  ],
});
