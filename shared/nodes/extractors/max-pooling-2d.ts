import { defineNode } from '../../graph/define-node';
import { pooling, poolingExamples, poolingParams } from '../pooling';
import { SPACES } from '../spatial';

/** Keras `MaxPooling2D`. */
export const maxPooling2d = defineNode({
  kind: 'MaxPooling2D',
  ...pooling('MaxPooling2D', 2),
  title: 'MaxPooling2D',
  letter: 'P',
  everyday: true,
  keywords: ['MaxPool2D', ...SPACES[2].keywords, 'pool', 'downsample', 'shrink', 'max'],
  doc: 'Keeps the largest number of each window, so that the map shrinks and small shifts matter less.',
  formula: 'max over each window',
  source: 'Riesenhuber & Poggio 1999, doi:10.1038/14819',
  params: poolingParams(2),
  examples: poolingExamples(2),
});
