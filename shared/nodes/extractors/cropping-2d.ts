import { defineNode } from '../../graph/define-node';
import { cropping, marginsParam } from '../margins';
import { SPACES } from '../spatial';

/** Keras `Cropping2D`. */
export const cropping2d = defineNode({
  kind: 'Cropping2D',
  ...cropping('Cropping2D', 2),
  title: 'Cropping2D',
  letter: 'X',
  keywords: [...SPACES[2].keywords, 'border', 'cut', 'crop'],
  doc: 'Cuts the border of a map off.',
  formula: 'x[top : H − bottom, left : W − right]',
  source: 'Keras Cropping2D',
  params: { cropping: marginsParam(2, 'Places cut off at each side.') },
  examples: [
    { name: 'one at each side', params: {}, inputs: { input: [{ shape: ['batch', 4, 5, 2], carries: 'features' }] } },
    {
      name: 'each side its own',
      params: {
        cropping: [
          [1, 0],
          [0, 2],
        ],
      },
      inputs: { input: [{ shape: ['batch', 4, 5, 2], carries: 'features' }] },
    },
    {
      name: 'from below',
      params: {
        cropping: [
          [0, 1],
          [0, 0],
        ],
      },
      inputs: { input: [{ shape: ['batch', 3, 2, 1], carries: 'features' }] },
    },
  ],
});
