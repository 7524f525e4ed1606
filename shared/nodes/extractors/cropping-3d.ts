import { defineNode } from '../../graph/define-node';
import { cropping, marginsParam } from '../margins';
import { SPACES } from '../spatial';

/** Keras `Cropping3D`. */
export const cropping3d = defineNode({
  kind: 'Cropping3D',
  ...cropping('Cropping3D', 3),
  title: 'Cropping3D',
  letter: 'X',
  keywords: [...SPACES[3].keywords, 'border', 'cut', 'crop'],
  doc: 'Cuts the shell of a volume off.',
  formula: 'x[front : D − back, top : H − bottom, left : W − right]',
  source: 'Keras Cropping3D',
  params: { cropping: marginsParam(3, 'Places cut off at each side.') },
  examples: [
    { name: 'one at each side', params: {}, inputs: { input: [{ shape: ['batch', 3, 4, 4, 1], carries: 'volume' }] } },
    {
      name: 'each side its own',
      params: {
        cropping: [
          [1, 0],
          [0, 1],
          [1, 1],
        ],
      },
      inputs: { input: [{ shape: ['batch', 3, 4, 4, 1], carries: 'volume' }] },
    },
    {
      name: 'from behind',
      params: {
        cropping: [
          [0, 1],
          [0, 0],
          [0, 0],
        ],
      },
      inputs: { input: [{ shape: ['batch', 2, 3, 2, 2], carries: 'volume' }] },
    },
  ],
});
