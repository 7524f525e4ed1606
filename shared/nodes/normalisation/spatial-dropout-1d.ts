import { defineNode } from '../../graph/define-node';
import { spatialDropoutRules } from './spatial-dropout-rules';

/** Keras `SpatialDropout1D`. */
export const spatialDropout1d = defineNode({
  ...spatialDropoutRules(1),
  kind: 'SpatialDropout1D',
  family: 'normalisation',
  title: 'SpatialDropout1D',
  keywords: ['dropout', 'regularize', 'overfitting', 'channel'],
  doc: 'While training, drops a feature at all places of a sequence or at none: neighbours are so alike that dropping single numbers would hide nothing. Does nothing afterwards.',
  examples: [
    {
      name: 'sequence, padded',
      params: { rate: 0.3 },
      inputs: { input: [{ shape: ['batch', 'words', 4], carries: 'sequence', masked: true }] },
    },
    { name: 'sequence', params: {}, inputs: { input: [{ shape: ['batch', 4, 3], carries: 'sequence' }] } },
  ],
});
