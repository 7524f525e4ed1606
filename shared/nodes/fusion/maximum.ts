import { defineNode } from '../../graph/define-node';
import { mendToNumbers } from '../mends';
import { mergeCost } from './merge-cost';
import { mergeLayers } from './merge-layers';
import { MERGED, mergedShape } from './merged-shape';

/** Keras `Maximum`. */
export const maximum = defineNode({
  kind: 'Maximum',
  family: 'fusion',
  title: 'Maximum',
  letter: '⋁',
  keywords: ['max', 'maxout', 'largest'],
  doc: 'Takes the largest of the values at every place: whoever sees something most strongly is heard.',
  formula: 'max(x₁, x₂, …)',
  source: 'Goodfellow et al. 2013, arXiv:1302.4389',
  inputs: [MERGED],
  outputs: [{ name: 'output', doc: 'The largest' }],
  params: {},
  summary: () => 'largest of its inputs',
  mend: mendToNumbers,
  infer: ({ inputs = [] }) => mergedShape(inputs, 'Maximum'),
  cost: ({ inputs = [] }) => mergeCost(inputs),
  layers: mergeLayers('Maximum'),
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
