import { defineNode } from '../../graph/define-node';
import { float } from '../../graph/params';
import { sameShape } from './same-shape';

/** Keras `ActivityRegularization`. */
export const activityRegularization = defineNode({
  kind: 'ActivityRegularization',
  family: 'normalisation',
  title: 'Activity regularization',
  letter: 'R',
  keywords: ['l1', 'l2', 'sparse', 'penalty', 'regularize'],
  doc: 'Hands on what comes in and, while training, adds a penalty for large numbers to the loss. l1 makes many of them 0. The penalty is summed over all numbers of a sample.',
  formula: 'loss + l1 Σ |x| + l2 Σ x²',
  source: 'Keras, ActivityRegularization',
  params: {
    l1: float({ default: 0, min: 0, max: 1e6, step: 0.001, doc: 'Weight of the sum of absolute values.' }),
    l2: float({ default: 0.001, min: 0, max: 1e6, step: 0.001, doc: 'Weight of the sum of squares.' }),
  },
  summary: (p) => [...(p.l1 > 0 ? [`l1 ${p.l1}`] : []), ...(p.l2 > 0 ? [`l2 ${p.l2}`] : [])].join(', ') || 'no penalty',
  ...sameShape('ActivityRegularization', (p: { readonly l1: number; readonly l2: number }) => ({ l1: p.l1, l2: p.l2 })),
  examples: [
    { name: 'vector', params: { l1: 0.1, l2: 0.2 }, inputs: { input: [{ shape: ['batch', 6], carries: 'vector' }] } },
    { name: 'sequence, padded', params: {}, inputs: { input: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }] } },
  ],
});
