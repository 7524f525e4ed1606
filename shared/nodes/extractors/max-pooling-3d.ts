import { defineNode } from '../../graph/define-node';
import { pooling, poolingExamples, poolingParams } from '../pooling';
import { SPACES } from '../spatial';

/** Keras `MaxPooling3D`. */
export const maxPooling3d = defineNode({
  kind: 'MaxPooling3D',
  ...pooling('MaxPooling3D', 3),
  title: 'MaxPooling3D',
  letter: 'P',
  keywords: ['MaxPool3D', ...SPACES[3].keywords, 'pool', 'downsample', 'shrink', 'max'],
  doc: 'Keeps the largest number of each window, so that the volume shrinks and small shifts matter less.',
  formula: 'max over each window',
  source: 'Riesenhuber & Poggio 1999, doi:10.1038/14819',
  params: poolingParams(3),
  examples: poolingExamples(3),
});
