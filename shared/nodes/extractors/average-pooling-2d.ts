import { defineNode } from '../../graph/define-node';
import { pooling, poolingExamples, poolingParams } from '../pooling';
import { SPACES } from '../spatial';

/** Keras `AveragePooling2D`. */
export const averagePooling2d = defineNode({
  kind: 'AveragePooling2D',
  ...pooling('AveragePooling2D', 2),
  title: 'AveragePooling2D',
  letter: 'P',
  keywords: ['AvgPool2D', ...SPACES[2].keywords, 'pool', 'downsample', 'shrink', 'mean'],
  doc: 'Takes the mean of each window, so that the map shrinks.',
  formula: 'mean over each window',
  source: 'LeCun et al. 1998',
  params: poolingParams(2),
  examples: poolingExamples(2),
});
