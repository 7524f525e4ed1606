import { defineNode } from '../../graph/define-node';
import { inputOf, refOf } from '../../graph/input-of';
import { float } from '../../graph/params';
import { mendToNumbers } from '../mends';

/** Keras `Dropout`. */
export const dropout = defineNode({
  kind: 'Dropout',
  family: 'normalisation',
  title: 'Dropout',
  letter: 'D',
  everyday: true,
  keywords: ['regularize', 'overfitting', 'noise'],
  doc: 'While training, sets a random part of the numbers to 0, so that the model does not lean on single ones. Does nothing afterwards.',
  formula: 'x · mask / (1 − rate)',
  source: 'Srivastava et al. 2014',
  inputs: [{ name: 'input', doc: 'Numbers', accepts: ['vector', 'sequence', 'features', 'image', 'volume'] }],
  outputs: [{ name: 'output', doc: 'The same shape' }],
  params: { rate: float({ default: 0.5, min: 0, max: 0.99, step: 0.05, doc: 'Part of the numbers set to 0.' }) },
  summary: (p) => `${Math.round(p.rate * 100)} %`,
  mend: mendToNumbers,
  infer: (inputs) => ({ ok: true, outputs: { output: inputOf(inputs, 'input') } }),
  layers: ({ id, params: p, refs }) => ({
    records: [{ name: id, class_name: 'Dropout', config: { rate: p.rate }, inbound: [refOf(refs, 'input')] }],
    outputs: { output: { layer: id, output: 0 } },
  }),
  examples: [
    { name: 'vector', params: { rate: 0.3 }, inputs: { input: [{ shape: ['batch', 6], carries: 'vector' }] } },
    { name: 'sequence, padded', params: {}, inputs: { input: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }] } },
    { name: 'map', params: {}, inputs: { input: [{ shape: ['batch', 2, 3, 2], carries: 'features' }] } },
    { name: 'volume', params: {}, inputs: { input: [{ shape: ['batch', 2, 1, 3, 2], carries: 'volume' }] } },
  ],
});
