import { defineNode } from '../../graph/define-node';
import { globalPooling } from '../pooling';
import { SPACES } from '../spatial';

/** Keras `GlobalMaxPooling2D`. */
export const globalMaxPooling2d = defineNode({
  kind: 'GlobalMaxPooling2D',
  ...globalPooling('GlobalMaxPooling2D', 2, 'largest of the map'),
  title: 'GlobalMaxPooling2D',
  letter: 'G',
  keywords: ['GlobalMaxPool2D', ...SPACES[2].keywords, 'pool', 'max'],
  doc: 'The largest number of each channel, of the whole map.',
  formula: 'max over height and width',
  source: 'Oquab et al. 2015, “Is object localization for free?”',
  params: {},
  examples: [
    { name: 'map', params: {}, inputs: { input: [{ shape: ['batch', 4, 3, 2], carries: 'features' }] } },
    { name: 'wide map', params: {}, inputs: { input: [{ shape: ['batch', 2, 5, 3], carries: 'features' }] } },
  ],
});
