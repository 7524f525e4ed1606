import { defineNode } from '../../graph/define-node';
import { mendToNumbers } from '../mends';
import { mergeCost } from './merge-cost';
import { mergeLayers } from './merge-layers';
import { MERGED, mergedShape } from './merged-shape';

/** Keras `Subtract`. */
export const subtract = defineNode({
  kind: 'Subtract',
  family: 'fusion',
  title: 'Subtract',
  letter: '−',
  keywords: ['minus', 'difference'],
  doc: 'Takes the second value from the first, number by number: what one has that the other lacks.',
  formula: 'x₁ − x₂',
  source: 'Keras, Subtract',
  inputs: [MERGED],
  outputs: [{ name: 'output', doc: 'The difference' }],
  params: {},
  summary: () => 'first minus second',
  mend: mendToNumbers,
  infer: ({ inputs = [] }) => mergedShape(inputs, 'Subtract', 2),
  cost: ({ inputs = [] }) => mergeCost(inputs),
  layers: mergeLayers('Subtract'),
  examples: [
    {
      name: 'vectors',
      params: {},
      inputs: {
        inputs: [
          { shape: ['batch', 4], carries: 'vector' },
          { shape: ['batch', 4], carries: 'vector' },
        ],
      },
    },
    {
      name: 'both padded',
      params: {},
      inputs: {
        inputs: [
          { shape: ['batch', 5, 3], carries: 'sequence', masked: true },
          { shape: ['batch', 5, 3], carries: 'sequence', masked: true },
        ],
      },
    },
    {
      name: 'a vector at every place of a map',
      params: {},
      inputs: {
        inputs: [
          { shape: ['batch', 2, 3, 4], carries: 'features' },
          { shape: ['batch', 4], carries: 'vector' },
        ],
      },
    },
    {
      name: 'a number a place, padded',
      params: {},
      inputs: {
        inputs: [
          { shape: ['batch', 5, 3], carries: 'sequence', masked: true },
          { shape: ['batch', 5, 1], carries: 'sequence', masked: true },
        ],
      },
    },
  ],
});
