import { defineNode } from '../../graph/define-node';
import { inputOf } from '../../graph/input-of';
import { float } from '../../graph/params';
import { passCost } from '../pass-cost';
import { sameShape } from './same-shape';

/** Keras `LeakyReLU`. */
export const leakyRelu = defineNode({
  kind: 'LeakyReLU',
  family: 'normalisation',
  title: 'LeakyReLU',
  letter: 'ƒ',
  keywords: ['relu', 'activation', 'leaky', 'nonlinearity'],
  doc: 'A relu that lets a little of negative numbers through, so that nothing stays switched off for good.',
  formula: 'x where x > 0, else negative_slope · x',
  source: 'Maas et al. 2013',
  params: {
    negative_slope: float({ default: 0.3, min: 0, max: 1000, step: 0.05, doc: 'What negative numbers are multiplied by.' }),
  },
  summary: (p) => `slope ${p.negative_slope}`,
  ...sameShape('LeakyReLU', (p: { readonly negative_slope: number }) => ({ negative_slope: p.negative_slope }), [
    'features',
    'vector',
    'sequence',
    'image',
    'volume',
    'scores',
  ]),
  cost: (inputs) => passCost(inputOf(inputs, 'input'), { multiplications: 1, held: 1 }),
  examples: [
    { name: 'vector', params: {}, inputs: { input: [{ shape: ['batch', 6], carries: 'vector' }] } },
    {
      name: 'sequence, padded',
      params: { negative_slope: 0.01 },
      inputs: { input: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }] },
    },
    { name: 'volume', params: {}, inputs: { input: [{ shape: ['batch', 2, 1, 2, 3], carries: 'volume' }] } },
  ],
});
