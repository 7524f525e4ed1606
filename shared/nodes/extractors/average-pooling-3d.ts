import { defineNode } from '../../graph/define-node';
import { pooling, poolingExamples, poolingParams } from '../pooling';
import { SPACES } from '../spatial';

/** Keras `AveragePooling3D`. */
export const averagePooling3d = defineNode({
  kind: 'AveragePooling3D',
  ...pooling('AveragePooling3D', 3),
  title: 'AveragePooling3D',
  letter: 'P',
  keywords: ['AvgPool3D', ...SPACES[3].keywords, 'pool', 'downsample', 'shrink', 'mean'],
  doc: 'Takes the mean of each window, so that the volume shrinks.',
  formula: 'mean over each window',
  source: 'LeCun et al. 1998',
  params: poolingParams(3),
  examples: poolingExamples(3),
});
