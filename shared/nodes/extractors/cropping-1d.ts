import { defineNode } from '../../graph/define-node';
import { cropping, marginsParam } from '../margins';
import { SPACES } from '../spatial';

/** Keras `Cropping1D`. */
export const cropping1d = defineNode({
  kind: 'Cropping1D',
  ...cropping('Cropping1D', 1),
  title: 'Cropping1D',
  letter: 'X',
  keywords: [...SPACES[1].keywords, 'border', 'cut', 'crop'],
  doc: 'Cuts places off both ends of a sequence.',
  formula: 'x[before : n − behind]',
  source: 'Keras Cropping1D',
  params: { cropping: marginsParam(1, 'Places cut off before and behind.') },
  examples: [
    { name: 'one at each side', params: {}, inputs: { input: [{ shape: ['batch', 5, 2], carries: 'sequence' }] } },
    { name: 'each side its own', params: { cropping: [[2, 0]] }, inputs: { input: [{ shape: ['batch', 5, 2], carries: 'sequence' }] } },
    { name: 'unknown length', params: {}, inputs: { input: [{ shape: ['batch', 'words', 2], carries: 'sequence' }] } },
    {
      name: 'padded',
      params: { cropping: [[0, 1]] },
      inputs: { input: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }] },
    },
  ],
});
