import { defineNode } from '../../graph/define-node';
import { spatialDropoutRules } from './spatial-dropout-rules';

/** Keras `SpatialDropout2D`. */
export const spatialDropout2d = defineNode({
  ...spatialDropoutRules(2),
  kind: 'SpatialDropout2D',
  family: 'normalisation',
  title: 'SpatialDropout2D',
  keywords: ['dropout', 'regularize', 'overfitting', 'channel'],
  doc: 'While training, drops a feature at all places of a map or at none: neighbours are so alike that dropping single numbers would hide nothing. Does nothing afterwards.',
  examples: [
    { name: 'map', params: { rate: 0.3 }, inputs: { input: [{ shape: ['batch', 3, 2, 4], carries: 'features' }] } },
    { name: 'picture', params: {}, inputs: { input: [{ shape: ['batch', 2, 4, 3], carries: 'image' }] } },
  ],
});
