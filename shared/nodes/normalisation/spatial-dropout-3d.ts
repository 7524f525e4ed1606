import { defineNode } from '../../graph/define-node';
import { spatialDropoutRules } from './spatial-dropout-rules';

/** Keras `SpatialDropout3D`. */
export const spatialDropout3d = defineNode({
  ...spatialDropoutRules(3),
  kind: 'SpatialDropout3D',
  family: 'normalisation',
  title: 'SpatialDropout3D',
  keywords: ['dropout', 'regularize', 'overfitting', 'channel'],
  doc: 'While training, drops a feature at all places of a volume or at none: neighbours are so alike that dropping single numbers would hide nothing. Does nothing afterwards.',
  examples: [
    { name: 'volume', params: { rate: 0.3 }, inputs: { input: [{ shape: ['batch', 2, 3, 2, 3], carries: 'volume' }] } },
    { name: 'flat volume', params: {}, inputs: { input: [{ shape: ['batch', 1, 3, 2, 2], carries: 'volume' }] } },
  ],
});
