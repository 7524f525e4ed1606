import { defineNode, refuse } from '../../graph/define-node';
import { inputOf, lastSize, refOf } from '../../graph/input-of';
import { bool } from '../../graph/params';
import { formatShape } from '../../graph/spec';
import { mendToNumbers } from '../mends';

/** Keras `Normalization` over the last axis. */
export const normalization = defineNode({
  kind: 'Normalization',
  family: 'preprocessing',
  title: 'Normalization',
  letter: 'N',
  keywords: ['standardise', 'standardize', 'z-score', 'mean', 'variance', 'scale', 'adapt'],
  doc: 'Brings every feature to mean 0 and variance 1, by the statistics of the training data. They are learned before the first step, and saved and exported with the model.',
  formula: '(x − mean) / √variance',
  source: 'Keras Normalization',
  inputs: [{ name: 'input', doc: 'Numbers, features on the last axis', accepts: ['image', 'features', 'volume', 'sequence', 'vector'] }],
  outputs: [{ name: 'output', doc: 'The same shape' }],
  params: {
    invert: bool({ default: false, doc: 'Goes the way back: multiplies by the deviation and adds the mean.', advanced: true }),
  },
  summary: (p) => (p.invert ? 'back to the units of the data' : 'mean 0, variance 1'),
  mend: mendToNumbers,
  infer: (inputs) => {
    const x = inputOf(inputs, 'input');
    if (lastSize(x) === null) {
      return refuse('Normalization needs to know how many features come in.', {
        port: 'input',
        expected: 'a known last size',
        received: formatShape(x.shape),
      });
    }
    return { ok: true, outputs: { output: { ...x, dtype: 'float32' } } };
  },
  weights: (inputs) => {
    const shape = [lastSize(inputOf(inputs, 'input')) ?? 0];
    return [
      { name: 'mean', shape, trainable: false },
      { name: 'variance', shape, trainable: false },
    ];
  },
  adapt: () => ({ input: 'input', fills: { mean: { kind: 'mean' }, variance: { kind: 'variance' } } }),
  layers: ({ id, params: p, refs }) => ({
    records: [{ name: id, class_name: 'AdaptedNormalization', config: { invert: p.invert }, inbound: [refOf(refs, 'input')] }],
    outputs: { output: { layer: id, output: 0 } },
  }),
  examples: [
    { name: 'columns', params: {}, inputs: { input: [{ shape: ['batch', 5], carries: 'vector' }] } },
    { name: 'pixels by channel', params: {}, inputs: { input: [{ shape: ['batch', 4, 3, 3], carries: 'image' }] } },
    { name: 'a padded sequence', params: {}, inputs: { input: [{ shape: ['batch', 'words', 4], carries: 'sequence', masked: true }] } },
    { name: 'the way back', params: { invert: true }, inputs: { input: [{ shape: ['batch', 'words', 4], carries: 'sequence' }] } },
    { name: 'volume', params: {}, inputs: { input: [{ shape: ['batch', 2, 1, 2, 3], carries: 'volume' }] } },
  ],
});
