import { defineNode } from '../../graph/define-node';
import { bool, choice } from '../../graph/params';
import { mendToSequence } from '../mends';
import { inferRecurrent, RECURRENT_PARAMS, recurrentCost, recurrentLayers, recurrentSummary, recurrentWeights } from './recurrent-node';

/** Keras `SimpleRNN`, alone or in `Bidirectional`. */
export const simpleRnn = defineNode({
  kind: 'SimpleRNN',
  family: 'extractor',
  title: 'SimpleRNN',
  letter: 'R',
  keywords: ['recurrent', 'elman', 'vanilla', 'bidirectional'],
  doc: 'Reads a sequence place by place; what it remembers is one layer of the place and the memory before. It forgets fast: an LSTM or GRU remembers longer.',
  formula: 'h = tanh(x W + h U + b)',
  source: 'Elman 1990, doi:10.1207/s15516709cog1402_1',
  inputs: [{ name: 'input', doc: 'A sequence', accepts: ['sequence'] }],
  outputs: [{ name: 'output', doc: 'The state after each place, or after the last' }],
  params: {
    ...RECURRENT_PARAMS,
    activation: choice({ options: ['tanh', 'relu', 'sigmoid', 'linear'], default: 'tanh', doc: 'Function applied to each state.' }),
    use_bias: bool({ default: true, doc: 'Adds a learned constant to each state.', advanced: true }),
  },
  summary: recurrentSummary,
  mend: mendToSequence,
  infer: (inputs, p, { id }) => inferRecurrent('SimpleRNN', inputs, p, id),
  weights: (inputs, p) =>
    recurrentWeights(inputs, p, (features) => [
      { name: 'kernel', shape: [features, p.units] },
      { name: 'recurrent_kernel', shape: [p.units, p.units] },
      ...(p.use_bias ? [{ name: 'bias', shape: [p.units] }] : []),
    ]),
  // What was projected and its gradient, and the state, at every place.
  cost: (inputs, p) => recurrentCost(inputs, p, 1, 4),
  layers: (context) => recurrentLayers('SimpleRNN', context, { activation: context.params.activation, use_bias: context.params.use_bias }),
  examples: [
    { name: 'last state', params: { units: 3 }, inputs: { input: [{ shape: ['batch', 4, 5], carries: 'sequence' }] } },
    {
      name: 'every place, padded',
      params: { units: 3, return_sequences: true, activation: 'relu' },
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
