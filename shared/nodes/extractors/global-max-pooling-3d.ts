import { defineNode } from '../../graph/define-node';
import { globalPooling } from '../pooling';
import { SPACES } from '../spatial';

/** Keras `GlobalMaxPooling3D`. */
export const globalMaxPooling3d = defineNode({
  kind: 'GlobalMaxPooling3D',
  ...globalPooling('GlobalMaxPooling3D', 3, 'largest of the volume'),
  title: 'GlobalMaxPooling3D',
  letter: 'G',
  keywords: ['GlobalMaxPool3D', ...SPACES[3].keywords, 'pool', 'max'],
  doc: 'The largest number of each channel, of the whole volume.',
  formula: 'max over the volume',
  source: 'Oquab et al. 2015, “Is object localization for free?”',
  params: {},
  examples: [
    { name: 'volume', params: {}, inputs: { input: [{ shape: ['batch', 2, 4, 3, 2], carries: 'volume' }] } },
    { name: 'flat volume', params: {}, inputs: { input: [{ shape: ['batch', 1, 2, 3, 3], carries: 'volume' }] } },
  ],
});
