import { defineNode } from '../../graph/define-node';
import { globalPooling } from '../pooling';
import { SPACES } from '../spatial';

/** Keras `GlobalMaxPooling1D`. */
export const globalMaxPooling1d = defineNode({
  kind: 'GlobalMaxPooling1D',
  ...globalPooling('GlobalMaxPooling1D', 1, 'largest of all places'),
  title: 'GlobalMaxPooling1D',
  letter: 'G',
  keywords: ['GlobalMaxPool1D', ...SPACES[1].keywords, 'pool', 'max'],
  doc: 'The largest number of each channel, of all places of a sequence. Padding counts like any place.',
  formula: 'max over places',
  source: 'Oquab et al. 2015, “Is object localization for free?”',
  params: {},
  examples: [
    { name: 'sequence', params: {}, inputs: { input: [{ shape: ['batch', 5, 3], carries: 'sequence' }] } },
    { name: 'padded', params: {}, inputs: { input: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }] } },
  ],
});
