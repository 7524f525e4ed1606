import { defineNode } from '../../graph/define-node';
import { enlarging } from '../enlarging';
import { extent, SPACES } from '../spatial';

/** Keras `UpSampling3D`. */
export const upSampling3d = defineNode({
  kind: 'UpSampling3D',
  ...enlarging('UpSampling3D', 3),
  title: 'UpSampling3D',
  letter: 'U',
  keywords: [...SPACES[3].keywords, 'enlarge', 'repeat', 'decoder', 'resize'],
  doc: 'Makes a volume larger: every place several times.',
  formula: 'y[k, i, j] = x[⌊k / size₁⌋, ⌊i / size₂⌋, ⌊j / size₃⌋]',
  source: 'Keras UpSampling3D',
  params: {
    size: extent(3, { default: 2, max: 64, doc: 'How many times as long each axis gets.' }),
  },
  examples: [
    { name: 'twice', params: {}, inputs: { input: [{ shape: ['batch', 2, 3, 2, 2], carries: 'volume' }] } },
    { name: 'three sizes', params: { size: [1, 2, 3] }, inputs: { input: [{ shape: ['batch', 2, 2, 3, 1], carries: 'volume' }] } },
  ],
});
