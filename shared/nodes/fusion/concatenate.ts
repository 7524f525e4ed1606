import { defineNode, refuse } from '../../graph/define-node';
import { int } from '../../graph/params';
import { type Dim, formatShape, type ValueSpec } from '../../graph/spec';
import { mendToNumbers } from '../mends';

const axisOf = ({ shape }: ValueSpec, axis: number): number => (axis < 0 ? axis + shape.length : axis);

/** A sum where all sizes are numbers, else its name. */
const total = (dims: readonly Dim[]): Dim =>
  dims.every((dim) => typeof dim === 'number') ? dims.reduce((a, b) => a + b, 0) : dims.join('+');

/** Keras `Concatenate`. */
export const concatenate = defineNode({
  kind: 'Concatenate',
  family: 'fusion',
  title: 'Concatenate',
  letter: 'C',
  everyday: true,
  keywords: ['join', 'concat', 'stack', 'skip', 'early fusion'],
  doc: 'Lays values side by side. Along the last axis every place gets the features of all; along axis 1 the places of one sequence follow those of the other.',
  formula: '[x₁; x₂; …]',
  source: 'Keras, Concatenate',
  inputs: [
    {
      name: 'inputs',
      doc: 'Two or more values that differ in one size at most',
      accepts: ['vector', 'sequence', 'features', 'image', 'volume'],
      multiple: true,
    },
  ],
  outputs: [{ name: 'output', doc: 'All of them' }],
  params: { axis: int({ default: -1, min: -4, max: 4, doc: 'The axis along which they are laid: -1 the features, 1 the places.' }) },
  summary: (p) => (p.axis === -1 ? 'features side by side' : p.axis === 1 ? 'end to end' : `along axis ${p.axis}`),
  mend: mendToNumbers,
  infer: ({ inputs = [] }, p) => {
    const [first, ...others] = inputs;
    if (!first || others.length === 0) {
      return refuse('Concatenate needs at least two wires.', { port: 'inputs', expected: 'two or more values', received: 'one' });
    }
    const axis = axisOf(first, p.axis);
    const rank = first.shape.length;
    if (axis < 1 || axis >= rank) {
      return refuse(`There is no axis ${p.axis} to lay them along.`, {
        port: 'inputs',
        expected: `an axis from 1 to ${rank - 1}, or -1`,
        received: `${p.axis} of ${formatShape(first.shape)}`,
        fix: { type: 'set', title: 'Lay features side by side', param: 'axis', value: -1 },
      });
    }
    const fits = (other: ValueSpec): boolean =>
      other.shape.length === rank && other.shape.every((dim, i) => i === axis || dim === first.shape[i]);
    const odd = others.find((other) => !fits(other));
    if (odd) {
      return refuse('Concatenate takes values that differ in one size at most: that of its axis.', {
        port: 'inputs',
        expected: first.shape
          .map((dim, i) => (i === axis ? 'any' : dim))
          .slice(1)
          .join('×'),
        received: formatShape(odd.shape),
      });
    }
    const shape = first.shape.map((dim, i) => (i === axis ? total(inputs.map((spec) => spec.shape[axis] ?? 1)) : dim));
    const features = axis === rank - 1;
    const masked = features ? inputs.every((spec) => spec.masked === true) : inputs.some((spec) => spec.masked === true);
    const carries = inputs.find((spec) => spec.carries !== 'image')?.carries ?? 'features';
    const places = features ? inputs.find((spec) => spec.axis && spec.axis.kind !== 'columns')?.axis : undefined;
    return { ok: true, outputs: { output: { shape, dtype: 'float32', carries, axis: rank > 2 ? places : undefined, masked } } };
  },
  layers: ({ id, params: p, specs, refs }) => {
    const [first] = specs.inputs ?? [];
    if (!first) throw new Error('no tensor at the required port “inputs”');
    const axis = axisOf(first, p.axis);
    const config = { axis: axis === first.shape.length - 1 ? -1 : axis };
    return {
      records: [{ name: id, class_name: 'Concatenate', config, inbound: refs.inputs ?? [] }],
      outputs: { output: { layer: id, output: 0 } },
    };
  },
  examples: [
    {
      name: 'vectors',
      params: {},
      inputs: {
        inputs: [
          { shape: ['batch', 4], carries: 'vector' },
          { shape: ['batch', 2], carries: 'vector' },
        ],
      },
    },
    {
      name: 'features, both padded',
      params: { axis: 2 },
      inputs: {
        inputs: [
          { shape: ['batch', 5, 3], carries: 'sequence', masked: true },
          { shape: ['batch', 5, 2], carries: 'sequence', masked: true },
        ],
      },
    },
    {
      name: 'places, both padded',
      params: { axis: 1 },
      inputs: {
        inputs: [
          { shape: ['batch', 'words', 3], carries: 'sequence', masked: true },
          { shape: ['batch', 'words_1', 3], carries: 'sequence', masked: true },
        ],
      },
    },
    {
      name: 'places, one padded',
      params: { axis: -2 },
      inputs: {
        inputs: [
          { shape: ['batch', 2, 3], carries: 'sequence' },
          { shape: ['batch', 'words_1', 3], carries: 'sequence', masked: true },
        ],
      },
    },
    {
      name: 'maps',
      params: { axis: 2 },
      inputs: {
        inputs: [
          { shape: ['batch', 2, 3, 2], carries: 'features' },
          { shape: ['batch', 2, 1, 2], carries: 'features' },
        ],
      },
    },
    {
      name: 'volumes',
      params: {},
      inputs: {
        inputs: [
          { shape: ['batch', 2, 1, 3, 2], carries: 'volume' },
          { shape: ['batch', 2, 1, 3, 1], carries: 'volume' },
        ],
      },
    },
  ],
});
