import { defineNode, refuse } from '../../graph/define-node';
import { inputOf, lastSize, refOf } from '../../graph/input-of';
import { float } from '../../graph/params';
import { formatShape } from '../../graph/spec';
import { mendToNumbers } from '../mends';

/** Keras `LayerNormalization` over the last axis. */
export const layerNormalization = defineNode({
  kind: 'LayerNormalization',
  family: 'normalisation',
  title: 'LayerNormalization',
  letter: 'N',
  everyday: true,
  keywords: ['norm', 'layernorm', 'normalize'],
  doc: 'Brings the features of every place to mean 0 and variance 1, then scales and shifts them by learned amounts. Keeps training steady.',
  formula: 'γ (x − mean) / √(var + ε) + β',
  source: 'Ba et al. 2016, arXiv:1607.06450',
  inputs: [{ name: 'input', doc: 'Features on the last axis', accepts: ['sequence', 'vector', 'features', 'image', 'volume'] }],
  outputs: [{ name: 'output', doc: 'The same shape' }],
  params: {
    epsilon: float({
      default: 0.001,
      min: 1e-12,
      max: 1,
      step: 0.001,
      doc: 'Added to the variance, so that nothing is divided by 0.',
      advanced: true,
    }),
  },
  summary: () => 'over the features',
  mend: mendToNumbers,
  infer: (inputs) => {
    const x = inputOf(inputs, 'input');
    if (lastSize(x) === null) {
      return refuse('LayerNormalization needs to know how many features come in.', {
        port: 'input',
        expected: 'a known last size',
        received: formatShape(x.shape),
      });
    }
    return { ok: true, outputs: { output: { ...x, dtype: 'float32' } } };
  },
  weights: (inputs) => {
    const features = lastSize(inputOf(inputs, 'input')) ?? 0;
    return [
      { name: 'gamma', shape: [features], trainable: true },
      { name: 'beta', shape: [features], trainable: true },
    ];
  },
  layers: ({ id, params: p, refs }) => ({
    records: [{ name: id, class_name: 'LayerNormalization', config: { epsilon: p.epsilon }, inbound: [refOf(refs, 'input')] }],
    outputs: { output: { layer: id, output: 0 } },
  }),
  examples: [
    { name: 'sequence', params: {}, inputs: { input: [{ shape: ['batch', 4, 6], carries: 'sequence' }] } },
    { name: 'vector', params: { epsilon: 0.1 }, inputs: { input: [{ shape: ['batch', 5], carries: 'vector' }] } },
    { name: 'sequence, padded', params: {}, inputs: { input: [{ shape: ['batch', 'words', 4], carries: 'sequence', masked: true }] } },
    { name: 'map', params: {}, inputs: { input: [{ shape: ['batch', 2, 3, 4], carries: 'features' }] } },
    { name: 'volume', params: {}, inputs: { input: [{ shape: ['batch', 2, 1, 2, 3], carries: 'volume' }] } },
  ],
});
