import { defineNode } from '../../graph/define-node';
import { marginsParam, zeroPadding } from '../margins';
import { SPACES } from '../spatial';

/** Keras `ZeroPadding1D`. */
export const zeroPadding1d = defineNode({
  kind: 'ZeroPadding1D',
  ...zeroPadding('ZeroPadding1D', 1),
  title: 'ZeroPadding1D',
  letter: 'Z',
  keywords: [...SPACES[1].keywords, 'border', 'margin'],
  doc: 'Adds zeros before and behind a sequence.',
  formula: '[0 … 0; x; 0 … 0]',
  source: 'Keras ZeroPadding1D',
  params: { padding: marginsParam(1, 'Zeros before and behind.') },
  examples: [
    { name: 'one at each side', params: {}, inputs: { input: [{ shape: ['batch', 5, 2], carries: 'sequence' }] } },
    { name: 'each side its own', params: { padding: [[2, 0]] }, inputs: { input: [{ shape: ['batch', 5, 2], carries: 'sequence' }] } },
    { name: 'unknown length', params: {}, inputs: { input: [{ shape: ['batch', 'words', 2], carries: 'sequence' }] } },
    {
      name: 'padded',
      params: { padding: [[0, 1]] },
      inputs: { input: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }] },
    },
  ],
});
