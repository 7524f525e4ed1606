import { defineNode } from '../../graph/define-node';
import { marginsParam, zeroPadding } from '../margins';
import { SPACES } from '../spatial';

/** Keras `ZeroPadding3D`. */
export const zeroPadding3d = defineNode({
  kind: 'ZeroPadding3D',
  ...zeroPadding('ZeroPadding3D', 3),
  title: 'ZeroPadding3D',
  letter: 'Z',
  keywords: [...SPACES[3].keywords, 'border', 'margin'],
  doc: 'Adds a shell of zeros around a volume.',
  formula: 'y[k + front, i + top, j + left] = x[k, i, j], else 0',
  source: 'Keras ZeroPadding3D',
  params: { padding: marginsParam(3, 'Zeros at each side.') },
  examples: [
    { name: 'one at each side', params: {}, inputs: { input: [{ shape: ['batch', 3, 4, 4, 1], carries: 'volume' }] } },
    {
      name: 'each side its own',
      params: {
        padding: [
          [0, 1],
          [2, 0],
          [1, 1],
        ],
      },
      inputs: { input: [{ shape: ['batch', 3, 4, 4, 1], carries: 'volume' }] },
    },
    {
      name: 'behind',
      params: {
        padding: [
          [0, 1],
          [0, 0],
          [0, 0],
        ],
      },
      inputs: { input: [{ shape: ['batch', 2, 3, 2, 2], carries: 'volume' }] },
    },
  ],
});
