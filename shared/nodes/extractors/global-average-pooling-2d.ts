import { defineNode } from '../../graph/define-node';
import { globalPooling } from '../pooling';
import { SPACES } from '../spatial';

/** Keras `GlobalAveragePooling2D`. */
export const globalAveragePooling2d = defineNode({
  kind: 'GlobalAveragePooling2D',
  ...globalPooling('GlobalAveragePooling2D', 2, 'mean over the map'),
  title: 'GlobalAveragePooling2D',
  letter: 'G',
  everyday: true,
  keywords: ['GlobalAvgPool2D', 'gap', ...SPACES[2].keywords, 'mean', 'average', 'pool'],
  doc: 'The mean of each channel over the whole map.',
  formula: 'mean over height and width',
  source: 'Lin et al. 2014, arXiv:1312.4400',
  params: {},
  examples: [
    { name: 'map', params: {}, inputs: { input: [{ shape: ['batch', 4, 3, 2], carries: 'features' }] } },
    { name: 'wide map', params: {}, inputs: { input: [{ shape: ['batch', 2, 5, 3], carries: 'features' }] } },
  ],
});
