import { defineNode } from '../../graph/define-node';
import { float } from '../../graph/params';
import { sameShape } from './same-shape';

/** Keras `AlphaDropout`. */
export const alphaDropout = defineNode({
  kind: 'AlphaDropout',
  family: 'normalisation',
  title: 'Alpha dropout',
  letter: 'D',
  keywords: ['regularize', 'overfitting', 'selu', 'self-normalizing'],
  doc: 'Dropout that goes with selu: while training it sets a random part of the numbers to selu’s lowest value and mends mean and variance, so that they stay 0 and 1. Does nothing afterwards.',
  formula: 'a (x · mask + α′ (1 − mask)) + b',
  source: 'Klambauer et al. 2017, arXiv:1706.02515',
  params: { rate: float({ default: 0.1, min: 0, max: 0.99, step: 0.05, doc: 'Part of the numbers that are replaced.' }) },
  summary: (p) => `${Math.round(p.rate * 100)} %`,
  ...sameShape('AlphaDropout', (p: { readonly rate: number }) => ({ rate: p.rate })),
  examples: [
    { name: 'vector', params: { rate: 0.2 }, inputs: { input: [{ shape: ['batch', 6], carries: 'vector' }] } },
    { name: 'sequence, padded', params: {}, inputs: { input: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }] } },
  ],
});
