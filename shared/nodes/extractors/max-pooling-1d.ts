import { defineNode } from '../../graph/define-node';
import { pooling, poolingExamples, poolingParams } from '../pooling';
import { SPACES } from '../spatial';

/** Keras `MaxPooling1D`. */
export const maxPooling1d = defineNode({
  kind: 'MaxPooling1D',
  ...pooling('MaxPooling1D', 1),
  title: 'MaxPooling1D',
  letter: 'P',
  keywords: ['MaxPool1D', ...SPACES[1].keywords, 'pool', 'downsample', 'shrink', 'max'],
  doc: 'Keeps the largest number of each window, so that the sequence shrinks and small shifts matter less. Padding counts like any place.',
  formula: 'max over each window',
  source: 'Riesenhuber & Poggio 1999, doi:10.1038/14819',
  params: poolingParams(1),
  examples: [
    ...poolingExamples(1),
    {
      name: 'padded',
      params: { padding: 'same' },
      inputs: { input: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }] },
    },
  ],
});
