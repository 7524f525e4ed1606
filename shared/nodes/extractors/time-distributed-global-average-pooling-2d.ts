import { defineNode } from '../../graph/define-node';
import { timeDistributed } from '../time-distributed';
import { globalAveragePooling2d } from './global-average-pooling-2d';

/** Keras `TimeDistributed(GlobalAveragePooling2D)`. */
export const timeDistributedGlobalAveragePooling2d = defineNode({
  kind: 'TimeDistributedGlobalAveragePooling2D',
  ...timeDistributed(globalAveragePooling2d),
  title: 'GlobalAveragePooling2D over time',
  letter: 'T',
  keywords: ['time distributed', 'video', 'film', 'frames', 'wrapper'],
  doc: 'The mean over every frame of a film: a film becomes a sequence, which an LSTM or attention can read.',
  formula: 'y_t = layer(x_t)',
  source: 'Keras TimeDistributed; Donahue et al. 2014, arXiv:1411.4389',
  examples: [
    { name: 'film', params: {}, inputs: { input: [{ shape: ['batch', 3, 4, 5, 2], carries: 'volume' }] } },
    { name: 'two frames', params: {}, inputs: { input: [{ shape: ['batch', 2, 3, 1, 2], carries: 'volume' }] } },
  ],
});
