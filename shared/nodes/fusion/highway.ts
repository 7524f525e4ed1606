import { defineNode, refuse } from '../../graph/define-node';
import { inputOf, lastSize, refOf } from '../../graph/input-of';
import { float } from '../../graph/params';
import { formatShape } from '../../graph/spec';
import { activation } from '../activations';
import { mendToVector } from '../mends';
import { product } from '../sizes';
import { GATE_MAP, GATE_PORT, gateLayers, gateSpec } from './gate-map';
import { RecordList } from './record-list';

/** A highway layer, out of Keras's Dense, Multiply and Add. */
export const highway = defineNode({
  kind: 'Highway',
  family: 'fusion',
  title: 'Highway',
  letter: 'H',
  keywords: ['gate', 'residual', 'skip', 'carry', 'transform'],
  doc: 'A layer and a way around it: a learned gate decides, number by number, how much is transformed and how much passes as it is. It begins with most of it passing, so that deep stacks can be trained.',
  formula: 'T ⊙ H(x) + (1 − T) ⊙ x,  T = σ(W_T x + b_T + gate_bias)',
  source: 'Srivastava et al. 2015, arXiv:1505.00387',
  inputs: [{ name: 'input', doc: 'Features on the last axis', accepts: ['vector', 'sequence', 'features'] }],
  outputs: [
    { name: 'output', doc: 'The same shape' },
    { ...GATE_PORT, doc: `${GATE_PORT.doc}; 1 is transformed, 0 passes` },
  ],
  params: {
    activation: activation('relu'),
    gate_bias: float({
      default: -2,
      min: -20,
      max: 20,
      step: 0.5,
      doc: 'Added before the gate: the more it is below 0, the more passes at the beginning.',
    }),
  },
  map: GATE_MAP,
  summary: (p) => p.activation,
  mend: mendToVector,
  infer: (inputs) => {
    const x = inputOf(inputs, 'input');
    const features = lastSize(x);
    if (features === null) {
      return refuse('Highway needs to know how many features come in.', {
        port: 'input',
        expected: 'a known last size',
        received: formatShape(x.shape),
      });
    }
    return { ok: true, outputs: { output: { ...x, dtype: 'float32' }, gate: gateSpec(x, features) } };
  },
  weights: (inputs) => {
    const features = lastSize(inputOf(inputs, 'input')) ?? 0;
    return ['transform', 'gate_input'].flatMap((name) => [
      { name: `${name}/kernel`, shape: [features, features], trainable: true },
      { name: `${name}/bias`, shape: [features], trainable: true },
    ]);
  },
  cost: (inputs) => {
    const x = inputOf(inputs, 'input');
    const numbers = product(x.shape.slice(1));
    if (numbers === null) return null;
    const growth = x.carries === 'sequence' ? 'n' : null;
    return { multiplications: numbers * (2 * (lastSize(x) ?? 0) + 2), scoresBytes: 4 * numbers, growth, held: 6 * numbers };
  },
  layers: ({ id, params: p, specs, refs }) => {
    const list = new RecordList(id);
    const spec = inputOf(specs, 'input');
    const units = lastSize(spec) ?? 1;
    const x = refOf(refs, 'input');
    const transformed = list.add('transform', 'Dense', { units, activation: p.activation, use_bias: true }, x);
    const before = list.add('gate_input', 'Dense', { units, activation: 'linear', use_bias: true }, x);
    const shifted = list.add('gate_shifted', 'Rescaling', { scale: 1, offset: p.gate_bias }, before);
    const gate = list.add('gate', 'Activation', { activation: 'sigmoid' }, shifted);
    const kept = list.add('kept', 'Multiply', {}, transformed, gate);
    const rest = list.add('rest', 'Multiply', {}, x, list.complement('closed', gate));
    const output = list.add('', 'Add', {}, kept, rest);
    return { records: list.records, outputs: { output, gate: gateLayers(list, spec, units, gate) } };
  },
  examples: [
    { name: 'vector', params: {}, inputs: { input: [{ shape: ['batch', 4], carries: 'vector' }] } },
    {
      name: 'sequence, padded',
      params: { activation: 'tanh', gate_bias: 1 },
      inputs: { input: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }] },
    },
    { name: 'map', params: {}, inputs: { input: [{ shape: ['batch', 2, 2, 3], carries: 'features' }] } },
  ],
});
