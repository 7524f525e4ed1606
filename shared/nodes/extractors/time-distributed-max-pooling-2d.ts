import { defineNode } from '../../graph/define-node';
import { timeDistributed } from '../time-distributed';
import { maxPooling2d } from './max-pooling-2d';

/** Keras `TimeDistributed(MaxPooling2D)`. */
export const timeDistributedMaxPooling2d = defineNode({
  kind: 'TimeDistributedMaxPooling2D',
  ...timeDistributed(maxPooling2d),
  title: 'MaxPooling2D over time',
  letter: 'T',
  keywords: ['time distributed', 'video', 'film', 'frames', 'wrapper'],
  doc: 'Makes every frame of a film smaller: of each window the largest number stays.',
  formula: 'y_t = layer(x_t)',
  source: 'Keras TimeDistributed; Donahue et al. 2014, arXiv:1411.4389',
  examples: [
    { name: 'two by two', params: {}, inputs: { input: [{ shape: ['batch', 3, 4, 6, 2], carries: 'volume' }] } },
    {
      name: 'overlapping, same',
      params: { pool_size: [3, 2], strides: 1, padding: 'same' },
      inputs: { input: [{ shape: ['batch', 2, 3, 4, 1], carries: 'volume' }] },
    },
  ],
});
