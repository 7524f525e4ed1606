import { defineNode } from '../../graph/define-node';
import { float } from '../../graph/params';
import { sameShape } from './same-shape';

/** Keras `GaussianNoise`. */
export const gaussianNoise = defineNode({
  kind: 'GaussianNoise',
  family: 'normalisation',
  title: 'Gaussian noise',
  letter: 'G',
  keywords: ['regularize', 'overfitting', 'augmentation', 'random', 'audio', 'hiss'],
  doc: 'While training, adds a random number to every number, so that the model does not rely on exact values. Does nothing afterwards.',
  formula: 'x + n,  n ~ N(0, stddev²)',
  source: 'Bishop 1995, “Training with noise is equivalent to Tikhonov regularization”',
  params: {
    stddev: float({ default: 0.1, min: 0, max: 1, step: 0.05, doc: 'How far the noise usually reaches: its standard deviation.' }),
  },
  summary: (p) => `± ${p.stddev}`,
  augments: true,
  ...sameShape('GaussianNoise', (p: { readonly stddev: number }) => ({ stddev: p.stddev }), [
    'vector',
    'sequence',
    'features',
    'image',
    'audio',
  ]),
  examples: [
    { name: 'vector', params: { stddev: 0.5 }, inputs: { input: [{ shape: ['batch', 6], carries: 'vector' }] } },
    { name: 'sequence, padded', params: {}, inputs: { input: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }] } },
    { name: 'sound', params: { stddev: 0.05 }, inputs: { input: [{ shape: ['batch', 20], carries: 'audio' }] } },
  ],
});
