import { defineNode } from '../../graph/define-node';
import { float } from '../../graph/params';
import { sameShape } from './same-shape';

/** Keras `GaussianDropout`. */
export const gaussianDropout = defineNode({
  kind: 'GaussianDropout',
  family: 'normalisation',
  title: 'Gaussian dropout',
  letter: 'D',
  keywords: ['regularize', 'overfitting', 'noise', 'multiplicative'],
  doc: 'While training, multiplies every number with a random one around 1: it disturbs as much as dropout of the same rate, but sets nothing to 0. Does nothing afterwards.',
  formula: 'x · n,  n ~ N(1, rate / (1 − rate))',
  source: 'Srivastava et al. 2014, §10',
  params: { rate: float({ default: 0.3, min: 0, max: 0.99, step: 0.05, doc: 'Disturbs as much as dropout of this rate.' }) },
  summary: (p) => `${Math.round(p.rate * 100)} %`,
  ...sameShape('GaussianDropout', (p: { readonly rate: number }) => ({ rate: p.rate })),
  examples: [
    { name: 'vector', params: { rate: 0.2 }, inputs: { input: [{ shape: ['batch', 6], carries: 'vector' }] } },
    { name: 'map', params: {}, inputs: { input: [{ shape: ['batch', 2, 3, 2], carries: 'features' }] } },
    { name: 'sequence, padded', params: {}, inputs: { input: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }] } },
  ],
});
