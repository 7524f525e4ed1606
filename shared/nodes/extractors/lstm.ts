import { defineNode } from '../../graph/define-node';
import { bool } from '../../graph/params';
import { mendToSequence } from '../mends';
import { inferRecurrent, RECURRENT_PARAMS, recurrentCost, recurrentLayers, recurrentSummary, recurrentWeights } from './recurrent-node';

/** Keras `LSTM`, alone or in `Bidirectional`. */
export const lstm = defineNode({
  kind: 'LSTM',
  family: 'extractor',
  title: 'LSTM',
  letter: 'L',
  everyday: true,
  keywords: ['recurrent', 'rnn', 'bidirectional', 'memory', 'bilstm'],
  doc: 'Reads a sequence place by place and keeps a memory. Bidirectional reads it from both ends.',
  formula: 'i, f, o = σ(x W + h U + b),  g = tanh(x W + h U + b),  c = f·c + i·g,  h = o·tanh(c)',
  source: 'Hochreiter & Schmidhuber 1997',
  inputs: [{ name: 'input', doc: 'A sequence', accepts: ['sequence'] }],
  outputs: [{ name: 'output', doc: 'The state after each place, or after the last' }],
  params: {
    ...RECURRENT_PARAMS,
    use_bias: bool({ default: true, doc: 'Adds learned constants to the gates.', advanced: true }),
  },
  summary: recurrentSummary,
  mend: mendToSequence,
  infer: (inputs, p, { id }) => inferRecurrent('LSTM', inputs, p, id),
  weights: (inputs, p) =>
    recurrentWeights(inputs, p, (features) => [
      { name: 'kernel', shape: [features, 4 * p.units] },
      { name: 'recurrent_kernel', shape: [p.units, 4 * p.units] },
      ...(p.use_bias ? [{ name: 'bias', shape: [4 * p.units] }] : []),
    ]),
  // Gates, their activations, both states and what padding keeps of them, at every place.
  cost: (inputs, p) => recurrentCost(inputs, p, 4, 20),
  // Said only where there is none: records of all else stay as they are.
  layers: (context) => recurrentLayers('LSTM', context, context.params.use_bias ? {} : { use_bias: false }),
  examples: [
    { name: 'last state', params: { units: 3 }, inputs: { input: [{ shape: ['batch', 4, 5], carries: 'sequence' }] } },
    {
      name: 'every place',
      params: { units: 2, return_sequences: true },
      inputs: { input: [{ shape: ['batch', 5, 3], carries: 'sequence' }] },
    },
    {
      name: 'every place, padded',
      params: { units: 3, return_sequences: true },
      inputs: { input: [{ shape: ['batch', 'words', 4], carries: 'sequence', masked: true }] },
    },
    { name: 'padded', params: { units: 3 }, inputs: { input: [{ shape: ['batch', 'words', 4], carries: 'sequence', masked: true }] } },
    {
      name: 'both ways',
      params: { units: 2, bidirectional: true, merge_mode: 'sum' },
      inputs: { input: [{ shape: ['batch', 4, 3], carries: 'sequence' }] },
    },
    {
      name: 'both ways, product',
      params: { units: 2, bidirectional: true, merge_mode: 'mul', return_sequences: true },
      inputs: { input: [{ shape: ['batch', 4, 3], carries: 'sequence' }] },
    },
    {
      name: 'both ways, mean',
      params: { units: 2, bidirectional: true, merge_mode: 'ave' },
      inputs: { input: [{ shape: ['batch', 4, 3], carries: 'sequence', masked: true }] },
    },
    {
      name: 'both ways, every place, padded',
      params: { units: 2, bidirectional: true, return_sequences: true },
      inputs: { input: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }] },
    },
    {
      name: 'no bias, padded',
      params: { units: 2, use_bias: false },
      inputs: { input: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }] },
    },
    {
      name: 'no bias, both ways',
      params: { units: 2, use_bias: false, bidirectional: true, return_sequences: true },
      inputs: { input: [{ shape: ['batch', 3, 2], carries: 'sequence' }] },
    },
  ],
});
