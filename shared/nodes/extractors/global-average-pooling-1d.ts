import { defineNode } from '../../graph/define-node';
import { globalPooling } from '../pooling';
import { SPACES } from '../spatial';

/** Keras `GlobalAveragePooling1D`. */
export const globalAveragePooling1d = defineNode({
  kind: 'GlobalAveragePooling1D',
  ...globalPooling('GlobalAveragePooling1D', 1, 'mean over places'),
  title: 'GlobalAveragePooling1D',
  letter: 'G',
  everyday: true,
  keywords: ['GlobalAvgPool1D', 'gap', ...SPACES[1].keywords, 'mean', 'average', 'pool'],
  doc: 'The mean of all places of a sequence. Padding is left out.',
  formula: 'mean over places',
  source: 'Lin et al. 2014, arXiv:1312.4400',
  params: {},
  examples: [
    { name: 'sequence', params: {}, inputs: { input: [{ shape: ['batch', 5, 3], carries: 'sequence' }] } },
    { name: 'padded', params: {}, inputs: { input: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }] } },
  ],
});
