import { defineNode, refuse } from '../../graph/define-node';
import { inputOf, lastSize, refOf } from '../../graph/input-of';
import { bool, choice, int } from '../../graph/params';
import { formatShape, type ValueSpec } from '../../graph/spec';
import { mendToVector } from '../mends';
import { product } from '../sizes';
import { GATE_MAP, GATE_PORT, gateLayers, gateSpec } from './gate-map';
import { RecordList } from './record-list';

const places = ({ shape }: ValueSpec): string => shape.slice(0, -1).join('×');
const gateUnits = (p: { readonly gate: 'units' | 'place'; readonly units: number }): number => (p.gate === 'units' ? p.units : 1);

/** The gated multimodal unit, out of Keras's Dense, Concatenate and Multiply. */
export const gatedFusion = defineNode({
  kind: 'GatedFusion',
  family: 'fusion',
  title: 'Gated fusion',
  letter: 'z',
  everyday: true,
  keywords: ['gmu', 'gate', 'multimodal', 'mixture'],
  doc: 'Two sources are brought to one size; a gate, learned from both, tells number by number how much of each is let through. The gate can be looked at: near 1 the first is heard, near 0 the second.',
  formula: 'z ⊙ tanh(W₁ x₁) + (1 − z) ⊙ tanh(W₂ x₂),  z = σ(W_z [x₁; x₂])',
  source: 'Arevalo et al. 2017, arXiv:1702.01992',
  inputs: [
    { name: 'first', doc: 'One source', accepts: ['vector', 'sequence', 'features'] },
    { name: 'second', doc: 'The other, with the same places', accepts: ['vector', 'sequence', 'features'] },
  ],
  outputs: [{ name: 'output', doc: 'Both, weighted by the gate' }, GATE_PORT],
  params: {
    units: int({ default: 64, max: 65_536, doc: 'Number of outputs.' }),
    gate: choice({
      options: ['units', 'place'],
      default: 'units',
      doc: 'units: a gate for each output, as in the paper. place: one for all outputs of a place, which is easier to read.',
    }),
    use_bias: bool({ default: false, doc: 'Adds learned constants; the paper has none.', advanced: true }),
  },
  map: GATE_MAP,
  summary: (p) => `${p.units} units, ${p.gate === 'units' ? 'a gate each' : 'one gate'}`,
  mend: mendToVector,
  infer: (inputs, p) => {
    const [first, second] = [inputOf(inputs, 'first'), inputOf(inputs, 'second')];
    for (const [port, spec] of [
      ['first', first],
      ['second', second],
    ] as const) {
      if (lastSize(spec) === null) {
        return refuse('Gated fusion needs to know how many features come in.', {
          port,
          expected: 'a known last size',
          received: formatShape(spec.shape),
        });
      }
    }
    if (places(first) !== places(second)) {
      return refuse('The two sources have different places, so that no gate can weigh them against each other.', {
        port: 'second',
        expected: `places as of the first: ${formatShape(first.shape.slice(0, -1))}`,
        received: formatShape(second.shape.slice(0, -1)),
        fix: second.shape.length > 2 && first.shape.length === 2 ? mendToVector(second, 'second') : null,
      });
    }
    const masked = first.masked === true && second.masked === true;
    const axis = first.shape.length > 2 ? (first.axis ?? second.axis) : undefined;
    const output: ValueSpec = { shape: [...first.shape.slice(0, -1), p.units], dtype: 'float32', carries: first.carries, axis, masked };
    return { ok: true, outputs: { output, gate: gateSpec({ ...first, axis }, gateUnits(p)) } };
  },
  weights: (inputs, p) => {
    const [first, second] = [lastSize(inputOf(inputs, 'first')) ?? 0, lastSize(inputOf(inputs, 'second')) ?? 0];
    const dense = (name: string, features: number, units: number) => [
      { name: `${name}/kernel`, shape: [features, units], trainable: true },
      ...(p.use_bias ? [{ name: `${name}/bias`, shape: [units], trainable: true }] : []),
    ];
    return [...dense('first', first, p.units), ...dense('second', second, p.units), ...dense('gate', first + second, gateUnits(p))];
  },
  cost: (inputs, p) => {
    const [first, second] = [inputOf(inputs, 'first'), inputOf(inputs, 'second')];
    const count = product(first.shape.slice(1, -1));
    if (count === null) return null;
    const features = (lastSize(first) ?? 0) + (lastSize(second) ?? 0);
    return {
      multiplications: count * (features * (p.units + gateUnits(p)) + 2 * p.units),
      scoresBytes: 4 * count * gateUnits(p),
      growth: first.carries === 'sequence' ? 'n' : null,
      held: count * (features + 5 * p.units),
    };
  },
  layers: ({ id, params: p, specs, refs }) => {
    const list = new RecordList(id);
    const [x1, x2] = [refOf(refs, 'first'), refOf(refs, 'second')];
    const dense = (part: string, units: number, activation: string, x: typeof x1) =>
      list.add(part, 'Dense', { units, activation, use_bias: p.use_bias }, x);
    const first = dense('first', p.units, 'tanh', x1);
    const second = dense('second', p.units, 'tanh', x2);
    const both = list.add('both', 'Concatenate', { axis: -1 }, x1, x2);
    const gate = dense('gate', gateUnits(p), 'sigmoid', both);
    const kept = list.add('kept', 'Multiply', {}, first, gate);
    const rest = list.add('rest', 'Multiply', {}, second, list.complement('closed', gate));
    const output = list.add('', 'Add', {}, kept, rest);
    const map = gateLayers(list, inputOf(specs, 'first'), gateUnits(p), gate);
    return { records: list.records, outputs: { output, gate: map } };
  },
  examples: [
    {
      name: 'vectors',
      params: { units: 3 },
      inputs: { first: [{ shape: ['batch', 4], carries: 'vector' }], second: [{ shape: ['batch', 2], carries: 'vector' }] },
    },
    {
      name: 'sequences, both padded, one gate a place',
      params: { units: 2, gate: 'place', use_bias: true },
      inputs: {
        first: [{ shape: ['batch', 5, 3], carries: 'sequence', masked: true }],
        second: [{ shape: ['batch', 5, 2], carries: 'sequence', masked: true }],
      },
    },
    {
      name: 'sequences, one padded',
      params: { units: 2 },
      inputs: {
        first: [{ shape: ['batch', 5, 3], carries: 'sequence', masked: true }],
        second: [{ shape: ['batch', 5, 2], carries: 'sequence' }],
      },
    },
    {
      name: 'maps',
      params: { units: 3 },
      inputs: {
        first: [{ shape: ['batch', 2, 2, 3], carries: 'features' }],
        second: [{ shape: ['batch', 2, 2, 2], carries: 'features' }],
      },
    },
  ],
});
