import { defineNode } from '../../graph/define-node';
import { mendToNumbers } from '../mends';
import { mergeCost } from './merge-cost';
import { mergeLayers } from './merge-layers';
import { MERGED, mergedShape } from './merged-shape';

/** Keras `Minimum`. */
export const minimum = defineNode({
  kind: 'Minimum',
  family: 'fusion',
  title: 'Minimum',
  letter: '⋀',
  keywords: ['min', 'smallest'],
  doc: 'Takes the smallest of the values at every place: only what all see is heard.',
  formula: 'min(x₁, x₂, …)',
  source: 'Keras, Minimum',
  inputs: [MERGED],
  outputs: [{ name: 'output', doc: 'The smallest' }],
  params: {},
  summary: () => 'smallest of its inputs',
  mend: mendToNumbers,
  infer: ({ inputs = [] }) => mergedShape(inputs, 'Minimum'),
  cost: ({ inputs = [] }) => mergeCost(inputs),
  layers: mergeLayers('Minimum'),
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
