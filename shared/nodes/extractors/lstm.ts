import { defineNode, refuse, type WeightSpec } from '../../graph/define-node';
import { inputOf, lastSize, refOf } from '../../graph/input-of';
import { bool, choice, float, int } from '../../graph/params';
import { formatShape } from '../../graph/spec';
import type { JsonObject } from '../../json';
import { mendToSequence } from '../mends';
import { product } from '../sizes';

function cellWeights(features: number, units: number, path: string): readonly WeightSpec[] {
  return [
    { name: `${path}kernel`, shape: [features, 4 * units], trainable: true },
    { name: `${path}recurrent_kernel`, shape: [units, 4 * units], trainable: true },
    { name: `${path}bias`, shape: [4 * units], trainable: true },
  ];
}

/** Keras `LSTM`, alone or in `Bidirectional`. */
export const lstm = defineNode({
  kind: 'LSTM',
  family: 'extractor',
  title: 'LSTM',
  letter: 'L',
  everyday: true,
  keywords: ['recurrent', 'rnn', 'bidirectional', 'memory', 'bilstm'],
  doc: 'Reads a sequence place by place and keeps a memory. Bidirectional reads it from both ends.',
  formula: 'c = f·c + i·g,  h = o·tanh(c)',
  source: 'Hochreiter & Schmidhuber 1997',
  inputs: [{ name: 'input', doc: 'A sequence', accepts: ['sequence'] }],
  outputs: [{ name: 'output', doc: 'The state after each place, or after the last' }],
  params: {
    units: int({ default: 64, max: 16_384, doc: 'Size of the memory.' }),
    return_sequences: bool({ default: false, doc: 'Gives the state after every place, as attention needs it; else only the last.' }),
    bidirectional: bool({ default: false, doc: 'Reads the sequence from both ends.' }),
    merge_mode: choice({
      options: ['concat', 'sum', 'mul', 'ave'],
      default: 'concat',
      doc: 'How both directions are joined.',
      advanced: true,
    }),
    dropout: float({
      default: 0,
      min: 0,
      max: 0.99,
      step: 0.05,
      doc: 'Part of the input features dropped while training.',
      advanced: true,
    }),
  },
  summary: (p) => `${p.units} units${p.bidirectional ? ', both ways' : ''}${p.return_sequences ? ', every place' : ''}`,
  mend: mendToSequence,
  infer: (inputs, p, { id }) => {
    const x = inputOf(inputs, 'input');
    if (lastSize(x) === null) {
      return refuse('LSTM needs to know how many features a place has.', {
        port: 'input',
        expected: 'a known last size',
        received: formatShape(x.shape),
      });
    }
    const [batch = 'batch', places = 0] = x.shape;
    const width = p.bidirectional && p.merge_mode === 'concat' ? 2 * p.units : p.units;
    return {
      ok: true,
      outputs: {
        output: p.return_sequences
          ? { shape: [batch, places, width], dtype: 'float32', carries: 'sequence', axis: x.axis, masked: x.masked }
          : { shape: [batch, width], dtype: 'float32', carries: 'vector', everyPlace: { node: id, param: 'return_sequences' } },
      },
    };
  },
  weights: (inputs, p) => {
    const features = lastSize(inputOf(inputs, 'input')) ?? 0;
    return p.bidirectional
      ? [...cellWeights(features, p.units, 'forward/'), ...cellWeights(features, p.units, 'backward/')]
      : cellWeights(features, p.units, '');
  },
  cost: (inputs, p) => {
    const x = inputOf(inputs, 'input');
    const count = product([x.shape[1] ?? 0, (lastSize(x) ?? 0) + p.units, 4 * p.units, p.bidirectional ? 2 : 1]);
    // Gates, their activations, both states and what padding keeps of them, at every place.
    const held = product([x.shape[1] ?? 0, 20 * p.units, p.bidirectional ? 2 : 1]);
    return count === null || held === null ? null : { multiplications: count, scoresBytes: 0, growth: 'n', held };
  },
  layers: ({ id, params: p, refs }) => {
    const config: JsonObject = { units: p.units, return_sequences: p.return_sequences, dropout: p.dropout };
    const inbound = [refOf(refs, 'input')];
    const record = p.bidirectional
      ? { name: id, class_name: 'Bidirectional', config: { layer: { class_name: 'LSTM', config }, merge_mode: p.merge_mode }, inbound }
      : { name: id, class_name: 'LSTM', config, inbound };
    return { records: [record], outputs: { output: { layer: id, output: 0 } } };
  },
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
  ],
});
