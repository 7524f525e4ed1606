import { defineNode, refuse } from '../../graph/define-node';
import { inputOf, refOf } from '../../graph/input-of';
import { bool, int } from '../../graph/params';
import { formatShape, type ValueSpec } from '../../graph/spec';
import { mendToNumbers } from '../mends';
import { product } from '../sizes';

const axisOf = ({ shape }: ValueSpec, axis: number): number => (axis < 0 ? axis + shape.length : axis);
const AXES = { min: -2, max: 2 } as const;

/** Keras `Dot`. */
export const dot = defineNode({
  kind: 'Dot',
  family: 'fusion',
  title: 'Dot',
  letter: '·',
  keywords: ['product', 'matmul', 'inner', 'cosine', 'bmm'],
  doc: 'Multiplies two values along an axis of each and adds up: two vectors give a number, two sequences every pair of their places, weights and values the weighted mean.',
  formula: 'Σᵢ x₁ᵢ x₂ᵢ',
  source: 'Keras, Dot',
  inputs: [
    { name: 'first', doc: 'A vector, a sequence, or scores', accepts: ['vector', 'sequence', 'scores'] },
    { name: 'second', doc: 'The same, of equal size along its axis', accepts: ['vector', 'sequence', 'scores'] },
  ],
  outputs: [{ name: 'output', doc: 'The other axes of both' }],
  params: {
    first_axis: int({ default: -1, ...AXES, doc: 'Axis of the first value: the first of Keras’s axes.' }),
    second_axis: int({ default: -1, ...AXES, doc: 'Axis of the second value: the second of Keras’s axes.' }),
    normalize: bool({ default: false, doc: 'Brings both to length 1 along the axis first: the cosine.' }),
  },
  summary: (p) => `axes ${p.first_axis} and ${p.second_axis}${p.normalize ? ', normalised' : ''}`,
  mend: mendToNumbers,
  infer: (inputs, p) => {
    const both = [
      { port: 'first', param: 'first_axis', spec: inputOf(inputs, 'first'), axis: p.first_axis },
      { port: 'second', param: 'second_axis', spec: inputOf(inputs, 'second'), axis: p.second_axis },
    ] as const;
    for (const { port, param, spec, axis } of both) {
      const at = axisOf(spec, axis);
      if (spec.shape.length > 3 || at < 1 || at >= spec.shape.length) {
        return refuse(`There is no axis ${axis} to multiply along.`, {
          port,
          expected: 'one of at most two axes behind the batch',
          received: `${axis} of ${formatShape(spec.shape)}`,
          fix: spec.shape.length > 3 ? null : { type: 'set', title: 'Use the last axis', param, value: -1 },
        });
      }
    }
    const [first, second] = both;
    const sizes = [first.spec.shape[axisOf(first.spec, first.axis)], second.spec.shape[axisOf(second.spec, second.axis)]];
    if (sizes[0] !== sizes[1]) {
      return refuse('The two values have different sizes along their axes.', {
        port: 'second',
        expected: String(sizes[0]),
        received: String(sizes[1]),
      });
    }
    const [batch = 'batch'] = first.spec.shape;
    const rest = both.map(({ spec, axis }) => spec.shape.filter((_, i) => i !== 0 && i !== axisOf(spec, axis)));
    const places = rest.flat();
    if (places.length === 0) return { ok: true, outputs: { output: { shape: [batch, 1], dtype: 'float32', carries: 'vector' } } };
    const weighting = both.some(({ spec }) => spec.carries === 'scores');
    const carries = places.length === 1 ? 'vector' : weighting ? 'sequence' : 'scores';
    return { ok: true, outputs: { output: { shape: [batch, ...places], dtype: 'float32', carries, axis: first.spec.axis } } };
  },
  cost: (inputs, p) => {
    const [first, second] = [inputOf(inputs, 'first'), inputOf(inputs, 'second')];
    const rest = second.shape.filter((_, i) => i !== 0 && i !== axisOf(second, p.second_axis));
    const count = product([...first.shape.slice(1), ...rest]);
    if (count === null) return null;
    const places = [first, second].filter(({ shape }) => shape.length === 3).length;
    const features = axisOf(first, p.first_axis) === first.shape.length - 1 && axisOf(second, p.second_axis) === second.shape.length - 1;
    return { multiplications: count, scoresBytes: 0, growth: places === 2 && features ? 'n · m' : places > 0 ? 'n' : null };
  },
  layers: ({ id, params: p, specs, refs }) => {
    const axes = [axisOf(inputOf(specs, 'first'), p.first_axis), axisOf(inputOf(specs, 'second'), p.second_axis)];
    return {
      records: [
        { name: id, class_name: 'Dot', config: { axes, normalize: p.normalize }, inbound: [refOf(refs, 'first'), refOf(refs, 'second')] },
      ],
      outputs: { output: { layer: id, output: 0 } },
    };
  },
  examples: [
    {
      name: 'vectors',
      params: {},
      inputs: { first: [{ shape: ['batch', 4], carries: 'vector' }], second: [{ shape: ['batch', 4], carries: 'vector' }] },
    },
    {
      name: 'sequences, cosine',
      params: { normalize: true },
      inputs: { first: [{ shape: ['batch', 3, 4], carries: 'sequence' }], second: [{ shape: ['batch', 2, 4], carries: 'sequence' }] },
    },
    {
      name: 'weights and values',
      params: { second_axis: 1 },
      inputs: { first: [{ shape: ['batch', 2, 3], carries: 'scores' }], second: [{ shape: ['batch', 3, 4], carries: 'sequence' }] },
    },
    {
      name: 'along places of both',
      params: { first_axis: 1, second_axis: 1 },
      inputs: { first: [{ shape: ['batch', 3, 2], carries: 'sequence' }], second: [{ shape: ['batch', 3, 4], carries: 'sequence' }] },
    },
    {
      name: 'a sequence and a vector',
      params: {},
      inputs: { first: [{ shape: ['batch', 3, 4], carries: 'sequence' }], second: [{ shape: ['batch', 4], carries: 'vector' }] },
    },
    {
      name: 'sequences, one padded',
      params: {},
      inputs: {
        first: [{ shape: ['batch', 3, 4], carries: 'sequence', masked: true }],
        second: [{ shape: ['batch', 2, 4], carries: 'sequence' }],
      },
    },
    {
      name: 'sequences, the other padded',
      params: { normalize: true },
      inputs: {
        first: [{ shape: ['batch', 3, 4], carries: 'sequence' }],
        second: [{ shape: ['batch', 2, 4], carries: 'sequence', masked: true }],
      },
    },
    {
      name: 'weights and weights',
      params: { first_axis: 2, second_axis: 1 },
      inputs: { first: [{ shape: ['batch', 2, 3], carries: 'scores' }], second: [{ shape: ['batch', 3, 2], carries: 'scores' }] },
    },
  ],
});
