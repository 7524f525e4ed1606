import { defineNode } from '../../graph/define-node';
import { mendToNumbers } from '../mends';
import { mergeCost } from './merge-cost';
import { mergeLayers } from './merge-layers';
import { MERGED, mergedShape } from './merged-shape';

/** Keras `Multiply`. */
export const multiply = defineNode({
  kind: 'Multiply',
  family: 'fusion',
  title: 'Multiply',
  letter: '×',
  everyday: true,
  keywords: ['times', 'product', 'weighting', 'gate', 'hadamard'],
  doc: 'Multiplies values number by number. With a gate between 0 and 1 it lets through a part of each number; a vector weights the features of all places.',
  formula: 'x₁ · x₂ · …',
  source: 'Keras, Multiply',
  inputs: [MERGED],
  outputs: [{ name: 'output', doc: 'Their product' }],
  params: {},
  summary: () => 'product of its inputs',
  mend: mendToNumbers,
  infer: ({ inputs = [] }) => mergedShape(inputs, 'Multiply'),
  cost: ({ inputs = [] }) => mergeCost(inputs),
  layers: mergeLayers('Multiply'),
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
    {
      name: 'weights',
      params: {},
      inputs: {
        inputs: [
          { shape: ['batch', 3, 4], carries: 'scores' },
          { shape: ['batch', 3, 4], carries: 'scores' },
        ],
      },
    },
    {
      name: 'a vector at every place of a volume',
      params: {},
      inputs: {
        inputs: [
          { shape: ['batch', 2, 1, 3, 2], carries: 'volume' },
          { shape: ['batch', 2], carries: 'vector' },
        ],
      },
    },
  ],
});
