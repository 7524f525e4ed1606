import { defineNode, refuse } from '../../graph/define-node';
import { inputOf, lastSize, refOf } from '../../graph/input-of';
import { bool, float } from '../../graph/params';
import { formatShape } from '../../graph/spec';
import { mendToNumbers } from '../mends';

/** scikit-learn's MinMaxScaler as a node: Keras has none. */
export const minMaxScaling = defineNode({
  kind: 'MinMaxScaling',
  family: 'preprocessing',
  title: 'Min–max scaling',
  letter: 'M',
  keywords: ['normalise', 'normalize', 'minmax', 'range', 'scale', 'adapt'],
  doc: 'Brings every feature into a range: the least number of the training data to its low end, the greatest to its high one. Both are learned before the first step, and saved and exported with the model.',
  formula: '(x − min) / (max − min) · (high − low) + low',
  source: 'scikit-learn MinMaxScaler',
  inputs: [{ name: 'input', doc: 'Numbers, features on the last axis', accepts: ['image', 'features', 'volume', 'sequence', 'vector'] }],
  outputs: [{ name: 'output', doc: 'The same shape' }],
  params: {
    low: float({ default: 0, step: 0.1, doc: 'What the least number of the training data becomes.' }),
    high: float({ default: 1, step: 0.1, doc: 'What the greatest number of the training data becomes.' }),
    clip: bool({ default: false, doc: 'Keeps new numbers within the range as well.', advanced: true }),
  },
  summary: (p) => `${p.low}…${p.high}${p.clip ? ', clipped' : ''}`,
  mend: mendToNumbers,
  infer: (inputs, p) => {
    const x = inputOf(inputs, 'input');
    if (p.high <= p.low) {
      return refuse('The range of Min–max scaling is empty.', {
        expected: `high above ${p.low}`,
        received: String(p.high),
        fix: { type: 'set', title: `Set high to ${p.low + 1}`, param: 'high', value: p.low + 1 },
      });
    }
    if (lastSize(x) === null) {
      return refuse('Min–max scaling needs to know how many features come in.', {
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
      { name: 'minimum', shape, trainable: false },
      { name: 'maximum', shape, trainable: false },
    ];
  },
  adapt: () => ({ input: 'input', fills: { minimum: { kind: 'minimum' }, maximum: { kind: 'maximum' } } }),
  layers: ({ id, params: p, refs }) => ({
    records: [
      { name: id, class_name: 'MinMaxScaling', config: { feature_range: [p.low, p.high], clip: p.clip }, inbound: [refOf(refs, 'input')] },
    ],
    outputs: { output: { layer: id, output: 0 } },
  }),
  examples: [
    { name: 'columns', params: {}, inputs: { input: [{ shape: ['batch', 5], carries: 'vector' }] } },
    { name: '-1…1, clipped', params: { low: -1, clip: true }, inputs: { input: [{ shape: ['batch', 3, 4, 2], carries: 'features' }] } },
    { name: 'a padded sequence', params: {}, inputs: { input: [{ shape: ['batch', 'words', 4], carries: 'sequence', masked: true }] } },
    { name: 'volume', params: {}, inputs: { input: [{ shape: ['batch', 2, 1, 2, 3], carries: 'volume' }] } },
  ],
});
