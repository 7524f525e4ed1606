import { defineNode } from '../../graph/define-node';
import { bool } from '../../graph/params';
import { mendToSequence } from '../mends';
import { inferRecurrent, RECURRENT_PARAMS, recurrentCost, recurrentLayers, recurrentSummary, recurrentWeights } from './recurrent-node';

/** Keras `GRU`, alone or in `Bidirectional`. */
export const gru = defineNode({
  kind: 'GRU',
  family: 'extractor',
  title: 'GRU',
  letter: 'G',
  everyday: true,
  keywords: ['bigru', 'recurrent', 'rnn', 'gated', 'bidirectional', 'memory'],
  doc: 'Reads a sequence place by place; gates decide what the memory keeps. Smaller than an LSTM, often as good.',
  formula: 'h = z·h + (1 − z)·tanh(W x + r·(U h))',
  source: 'Cho et al. 2014, arXiv:1406.1078',
  inputs: [{ name: 'input', doc: 'A sequence', accepts: ['sequence'] }],
  outputs: [{ name: 'output', doc: 'The state after each place, or after the last' }],
  params: {
    ...RECURRENT_PARAMS,
    reset_after: bool({
      default: true,
      doc: 'The reset gate acts behind the product with the state, as GPUs compute it; else before, as in the first paper.',
      advanced: true,
    }),
    use_bias: bool({ default: true, doc: 'Adds learned constants to the gates.', advanced: true }),
  },
  summary: recurrentSummary,
  mend: mendToSequence,
  infer: (inputs, p, { id }) => inferRecurrent('GRU', inputs, p, id),
  weights: (inputs, p) =>
    recurrentWeights(inputs, p, (features) => [
      { name: 'kernel', shape: [features, 3 * p.units] },
      { name: 'recurrent_kernel', shape: [p.units, 3 * p.units] },
      ...(p.use_bias ? [{ name: 'bias', shape: p.reset_after ? [2, 3 * p.units] : [3 * p.units] }] : []),
    ]),
  // What was projected and its gradient, and the state, at every place.
  cost: (inputs, p) => recurrentCost(inputs, p, 3, 8),
  layers: (context) => recurrentLayers('GRU', context, { reset_after: context.params.reset_after, use_bias: context.params.use_bias }),
  examples: [
    { name: 'last state', params: { units: 3 }, inputs: { input: [{ shape: ['batch', 4, 5], carries: 'sequence' }] } },
    {
      name: 'every place, padded',
      params: { units: 3, return_sequences: true, reset_after: false },
      inputs: { input: [{ shape: ['batch', 'words', 4], carries: 'sequence', masked: true }] },
    },
    {
      name: 'padded',
      params: { units: 2, use_bias: false },
      inputs: { input: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }] },
    },
    {
      name: 'both ways, sum',
      params: { units: 2, bidirectional: true, merge_mode: 'sum' },
      inputs: { input: [{ shape: ['batch', 4, 3], carries: 'sequence' }] },
    },
    {
      name: 'both ways, every place, padded',
      params: { units: 2, bidirectional: true, return_sequences: true },
      inputs: { input: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }] },
    },
    {
      name: 'both ways, product',
      params: { units: 2, bidirectional: true, merge_mode: 'mul', return_sequences: true },
      inputs: { input: [{ shape: ['batch', 3, 2], carries: 'sequence' }] },
    },
    {
      name: 'both ways, mean, padded',
      params: { units: 2, bidirectional: true, merge_mode: 'ave' },
      inputs: { input: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }] },
    },
  ],
});
