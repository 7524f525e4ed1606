import { defineNode } from '../../graph/define-node';
import { globalPooling } from '../pooling';
import { SPACES } from '../spatial';

/** Keras `GlobalAveragePooling3D`. */
export const globalAveragePooling3d = defineNode({
  kind: 'GlobalAveragePooling3D',
  ...globalPooling('GlobalAveragePooling3D', 3, 'mean over the volume'),
  title: 'GlobalAveragePooling3D',
  letter: 'G',
  keywords: ['GlobalAvgPool3D', 'gap', ...SPACES[3].keywords, 'pool', 'mean'],
  doc: 'The mean of each channel over the whole volume.',
  formula: 'mean over the volume',
  source: 'Lin et al. 2014, arXiv:1312.4400',
  params: {},
  examples: [
    { name: 'volume', params: {}, inputs: { input: [{ shape: ['batch', 2, 4, 3, 2], carries: 'volume' }] } },
    { name: 'flat volume', params: {}, inputs: { input: [{ shape: ['batch', 1, 2, 3, 3], carries: 'volume' }] } },
  ],
});
