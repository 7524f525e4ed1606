import { defineNode } from '../../graph/define-node';
import { enlarging } from '../enlarging';
import { extent, SPACES } from '../spatial';

/** Keras `UpSampling1D`. */
export const upSampling1d = defineNode({
  kind: 'UpSampling1D',
  ...enlarging('UpSampling1D', 1),
  title: 'UpSampling1D',
  letter: 'U',
  keywords: [...SPACES[1].keywords, 'enlarge', 'repeat', 'decoder', 'resize'],
  doc: 'Every place several times, one behind the other: the sequence grows longer.',
  formula: 'y[i] = x[⌊i / size⌋]',
  source: 'Keras UpSampling1D',
  params: {
    size: extent(1, { default: 2, max: 64, doc: 'How many times as long each axis gets.' }),
  },
  examples: [
    { name: 'twice', params: {}, inputs: { input: [{ shape: ['batch', 4, 2], carries: 'sequence' }] } },
    {
      name: 'unknown length, padded',
      params: { size: 3 },
      inputs: { input: [{ shape: ['batch', 'words', 2], carries: 'sequence', masked: true }] },
    },
  ],
});
