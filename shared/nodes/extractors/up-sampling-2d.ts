import { defineNode } from '../../graph/define-node';
import { choice } from '../../graph/params';
import { enlarging } from '../enlarging';
import { extent, SPACES } from '../spatial';

/** Keras `UpSampling2D`. */
export const upSampling2d = defineNode({
  kind: 'UpSampling2D',
  ...enlarging('UpSampling2D', 2),
  title: 'UpSampling2D',
  letter: 'U',
  keywords: [...SPACES[2].keywords, 'enlarge', 'repeat', 'decoder', 'resize'],
  doc: 'Makes a map larger: every place several times, or what lies between them.',
  formula: 'nearest: y[i, j] = x[⌊i / size₁⌋, ⌊j / size₂⌋]',
  source: 'Keras UpSampling2D',
  params: {
    size: extent(2, { default: 2, max: 64, doc: 'How many times as long each axis gets.' }),
    interpolation: choice({
      options: ['nearest', 'bilinear'],
      default: 'nearest',
      doc: 'nearest: each place repeated. bilinear: straight from one to the next.',
    }),
  },
  examples: [
    { name: 'twice', params: {}, inputs: { input: [{ shape: ['batch', 3, 4, 2], carries: 'features' }] } },
    { name: 'two sizes', params: { size: [2, 3] }, inputs: { input: [{ shape: ['batch', 2, 3, 2], carries: 'features' }] } },
    {
      name: 'bilinear',
      params: { size: [2, 3], interpolation: 'bilinear' },
      inputs: { input: [{ shape: ['batch', 3, 4, 2], carries: 'features' }] },
    },
    {
      name: 'bilinear, one row',
      params: { size: [4, 2], interpolation: 'bilinear' },
      inputs: { input: [{ shape: ['batch', 1, 3, 2], carries: 'features' }] },
    },
  ],
});
