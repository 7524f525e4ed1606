import { defineNode } from '../../graph/define-node';
import { marginsParam, zeroPadding } from '../margins';
import { SPACES } from '../spatial';

/** Keras `ZeroPadding2D`. */
export const zeroPadding2d = defineNode({
  kind: 'ZeroPadding2D',
  ...zeroPadding('ZeroPadding2D', 2),
  title: 'ZeroPadding2D',
  letter: 'Z',
  keywords: [...SPACES[2].keywords, 'border', 'margin'],
  doc: 'Adds a border of zeros around a map.',
  formula: 'y[i + top, j + left] = x[i, j], else 0',
  source: 'Keras ZeroPadding2D',
  params: { padding: marginsParam(2, 'Zeros at each side.') },
  examples: [
    { name: 'one at each side', params: {}, inputs: { input: [{ shape: ['batch', 4, 5, 2], carries: 'features' }] } },
    {
      name: 'each side its own',
      params: {
        padding: [
          [1, 0],
          [2, 3],
        ],
      },
      inputs: { input: [{ shape: ['batch', 4, 5, 2], carries: 'features' }] },
    },
    {
      name: 'below',
      params: {
        padding: [
          [0, 1],
          [0, 0],
        ],
      },
      inputs: { input: [{ shape: ['batch', 3, 2, 1], carries: 'features' }] },
    },
  ],
});
