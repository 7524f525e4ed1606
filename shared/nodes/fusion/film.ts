import { defineNode, refuse } from '../../graph/define-node';
import { inputOf, lastSize, refOf } from '../../graph/input-of';
import { bool } from '../../graph/params';
import { formatShape } from '../../graph/spec';
import { mendToNumbers, mendToVector } from '../mends';
import { product } from '../sizes';
import { RecordList } from './record-list';

/** Feature-wise linear modulation, out of Keras's Dense, Multiply and Add; padded sequences by a layer of ours, for those lose their mask. */
export const film = defineNode({
  kind: 'FiLM',
  family: 'fusion',
  title: 'FiLM',
  letter: 'F',
  keywords: ['modulation', 'conditioning', 'affine', 'condition', 'scale', 'shift'],
  doc: 'A condition – a question, a class, a speaker – scales and shifts every feature of a map or a sequence, the same at all of its places. So the condition decides which features count.',
  formula: 'γ(c) ⊙ x + β(c)',
  source: 'Perez et al. 2018, arXiv:1709.07871',
  inputs: [
    { name: 'input', doc: 'What is modulated: features on the last axis', accepts: ['features', 'sequence', 'vector', 'image'] },
    { name: 'condition', doc: 'A vector that scales and shifts', accepts: ['vector'] },
  ],
  outputs: [{ name: 'output', doc: 'The same shape as the input' }],
  params: {
    around_one: bool({
      default: true,
      doc: 'What is learned is added to a scale of 1, so that a new node lets everything through; else it is the scale itself.',
    }),
  },
  summary: (p) => (p.around_one ? 'scale around 1' : 'free scale'),
  mend: (received, port) => (port === 'condition' ? mendToVector(received, port) : mendToNumbers(received, port)),
  infer: (inputs) => {
    const [x, condition] = [inputOf(inputs, 'input'), inputOf(inputs, 'condition')];
    for (const [port, spec] of [
      ['input', x],
      ['condition', condition],
    ] as const) {
      if (lastSize(spec) === null) {
        return refuse('FiLM needs to know how many features come in.', {
          port,
          expected: 'a known last size',
          received: formatShape(spec.shape),
        });
      }
    }
    const carries = x.carries === 'image' ? 'features' : x.carries;
    return { ok: true, outputs: { output: { ...x, dtype: 'float32', carries } } };
  },
  weights: (inputs) => {
    const [features, size] = [lastSize(inputOf(inputs, 'input')) ?? 0, lastSize(inputOf(inputs, 'condition')) ?? 0];
    return ['gamma', 'beta'].flatMap((name) => [
      { name: `${name}/kernel`, shape: [size, features], trainable: true },
      { name: `${name}/bias`, shape: [features], trainable: true },
    ]);
  },
  cost: (inputs) => {
    const [x, condition] = [inputOf(inputs, 'input'), inputOf(inputs, 'condition')];
    const numbers = product(x.shape.slice(1));
    if (numbers === null) return null;
    const projections = 2 * (lastSize(condition) ?? 0) * (lastSize(x) ?? 0);
    return { multiplications: projections + numbers, scoresBytes: 0, growth: x.carries === 'sequence' ? 'n' : null, held: numbers };
  },
  layers: ({ id, params: p, specs, refs }) => {
    const list = new RecordList(id);
    const spec = inputOf(specs, 'input');
    const [x, condition] = [refOf(refs, 'input'), refOf(refs, 'condition')];
    const units = lastSize(spec) ?? 1;
    const learned = list.add('gamma', 'Dense', { units, activation: 'linear', use_bias: true }, condition);
    const gamma = p.around_one ? list.add('scale', 'Rescaling', { scale: 1, offset: 1 }, learned) : learned;
    const beta = list.add('beta', 'Dense', { units, activation: 'linear', use_bias: true }, condition);
    const output = spec.masked
      ? list.add('', 'FeatureModulation', {}, x, gamma, beta)
      : list.add('', 'Add', {}, list.add('scaled', 'Multiply', {}, x, gamma), beta);
    return { records: list.records, outputs: { output } };
  },
  examples: [
    {
      name: 'map',
      params: {},
      inputs: { input: [{ shape: ['batch', 2, 3, 4], carries: 'features' }], condition: [{ shape: ['batch', 3], carries: 'vector' }] },
    },
    {
      name: 'sequence, padded',
      params: { around_one: false },
      inputs: {
        input: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }],
        condition: [{ shape: ['batch', 2], carries: 'vector' }],
      },
    },
    {
      name: 'vector',
      params: { around_one: false },
      inputs: { input: [{ shape: ['batch', 4], carries: 'vector' }], condition: [{ shape: ['batch', 2], carries: 'vector' }] },
    },
  ],
});
