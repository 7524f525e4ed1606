import { defineNode } from '../../graph/define-node';
import { mendToNumbers } from '../mends';
import { mergeCost } from './merge-cost';
import { mergeLayers } from './merge-layers';
import { MERGED, mergedShape } from './merged-shape';

/** Keras `Average`. */
export const average = defineNode({
  kind: 'Average',
  family: 'fusion',
  title: 'Average',
  letter: 'Ø',
  keywords: ['mean', 'ensemble', 'late fusion'],
  doc: 'Takes the mean of values, number by number.',
  formula: '(x₁ + x₂ + …) / n',
  source: 'Keras, Average',
  inputs: [MERGED],
  outputs: [{ name: 'output', doc: 'Their mean' }],
  params: {},
  summary: () => 'mean of its inputs',
  mend: mendToNumbers,
  infer: ({ inputs = [] }) => mergedShape(inputs, 'Average'),
  cost: ({ inputs = [] }) => mergeCost(inputs),
  layers: mergeLayers('Average'),
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
      name: 'three, one padded',
      params: {},
      inputs: {
        inputs: [
          { shape: ['batch', 5, 3], carries: 'sequence' },
          { shape: ['batch', 5, 3], carries: 'sequence', masked: true },
          { shape: ['batch', 5, 3], carries: 'sequence' },
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
