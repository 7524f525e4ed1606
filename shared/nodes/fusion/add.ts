import { defineNode, type NodeFix, refuse } from '../../graph/define-node';
import { lastSize } from '../../graph/input-of';
import { formatShape, type ValueSpec } from '../../graph/spec';
import { mendToNumbers } from '../mends';

const sameShape = (a: ValueSpec, b: ValueSpec): boolean =>
  a.shape.length === b.shape.length && a.shape.every((dim, i) => dim === b.shape[i]);

/** Where only the number of features differs, a projection makes them fit. */
function projection(first: ValueSpec, other: ValueSpec): NodeFix | null {
  const units = lastSize(other);
  const places = (spec: ValueSpec): string => spec.shape.slice(0, -1).join('×');
  if (units === null || first.carries === 'image' || places(first) !== places(other)) return null;
  return {
    type: 'insert',
    title: `Insert Dense with ${units} units`,
    port: 'inputs',
    kind: 'Dense',
    params: { units },
    input: 'input',
    output: 'output',
  };
}

/** Keras `Add`. */
export const add = defineNode({
  kind: 'Add',
  family: 'fusion',
  title: 'Add',
  letter: '+',
  everyday: true,
  keywords: ['skip connection', 'residual connection', 'sum', 'residual', 'skip', 'plus'],
  doc: 'Adds values of one shape, number by number. Around a layer it makes a residual connection.',
  formula: 'x₁ + x₂ + …',
  source: 'He et al. 2015, arXiv:1512.03385',
  inputs: [
    {
      name: 'inputs',
      doc: 'Two or more values of one shape',
      accepts: ['sequence', 'vector', 'features', 'image', 'volume'],
      multiple: true,
    },
  ],
  outputs: [{ name: 'output', doc: 'Their sum' }],
  params: {},
  summary: () => 'sum of its inputs',
  mend: mendToNumbers,
  infer: ({ inputs = [] }) => {
    const [first, ...others] = inputs;
    if (!first || others.length === 0) {
      return refuse('Add needs at least two wires.', { port: 'inputs', expected: 'two or more values', received: 'one' });
    }
    const odd = others.find((other) => !sameShape(first, other));
    if (odd) {
      return refuse('Add takes values of one shape.', {
        port: 'inputs',
        expected: formatShape(first.shape),
        received: formatShape(odd.shape),
        fix: projection(first, odd),
      });
    }
    const axis = inputs.find((spec) => spec.axis)?.axis;
    return { ok: true, outputs: { output: { ...first, axis, dtype: 'float32', masked: inputs.every((spec) => spec.masked === true) } } };
  },
  layers: ({ id, refs }) => ({
    records: [{ name: id, class_name: 'Add', config: {}, inbound: refs.inputs ?? [] }],
    outputs: { output: { layer: id, output: 0 } },
  }),
  examples: [
    {
      name: 'two sequences',
      params: {},
      inputs: {
        inputs: [
          { shape: ['batch', 4, 3], carries: 'sequence' },
          { shape: ['batch', 4, 3], carries: 'sequence' },
        ],
      },
    },
    {
      name: 'three vectors',
      params: {},
      inputs: {
        inputs: [
          { shape: ['batch', 5], carries: 'vector' },
          { shape: ['batch', 5], carries: 'vector' },
          { shape: ['batch', 5], carries: 'vector' },
        ],
      },
    },
    {
      name: 'both padded',
      params: {},
      inputs: {
        inputs: [
          { shape: ['batch', 'words', 3], carries: 'sequence', masked: true },
          { shape: ['batch', 'words', 3], carries: 'sequence', masked: true },
        ],
      },
    },
    {
      name: 'one padded',
      params: {},
      inputs: {
        inputs: [
          { shape: ['batch', 'words', 3], carries: 'sequence', masked: true },
          { shape: ['batch', 'words', 3], carries: 'sequence' },
        ],
      },
    },
    {
      name: 'maps',
      params: {},
      inputs: {
        inputs: [
          { shape: ['batch', 2, 3, 2], carries: 'features' },
          { shape: ['batch', 2, 3, 2], carries: 'features' },
        ],
      },
    },
    {
      name: 'volumes',
      params: {},
      inputs: {
        inputs: [
          { shape: ['batch', 2, 1, 3, 2], carries: 'volume' },
          { shape: ['batch', 2, 1, 3, 2], carries: 'volume' },
        ],
      },
    },
  ],
});
