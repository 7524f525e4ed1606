import { defineNode } from '../../graph/define-node';
import { pooling, poolingExamples, poolingParams } from '../pooling';
import { SPACES } from '../spatial';

/** Keras `AveragePooling1D`. */
export const averagePooling1d = defineNode({
  kind: 'AveragePooling1D',
  ...pooling('AveragePooling1D', 1),
  title: 'AveragePooling1D',
  letter: 'P',
  keywords: ['AvgPool1D', ...SPACES[1].keywords, 'pool', 'downsample', 'shrink', 'mean'],
  doc: 'Takes the mean of each window, so that the sequence shrinks. Padding counts like any place.',
  formula: 'mean over each window',
  source: 'LeCun et al. 1998',
  params: poolingParams(1),
  examples: [
    ...poolingExamples(1),
    {
      name: 'padded',
      params: { padding: 'same' },
      inputs: { input: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }] },
    },
  ],
});
