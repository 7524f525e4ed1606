import { defineNode, refuse } from '../../graph/define-node';
import { inputOf, lastSize, refOf } from '../../graph/input-of';
import { choice } from '../../graph/params';
import { formatShape, type ValueSpec } from '../../graph/spec';
import { mendToNumbers } from '../mends';
import { passCost } from '../pass-cost';

type Sharing = 'none' | 'places';

/** Keras's axes that share one slope: all but the batch and the features. */
const sharedAxes = ({ shape }: ValueSpec, sharing: Sharing): number[] =>
  sharing === 'none' ? [] : shape.slice(1, -1).map((_, i) => i + 1);

/** Keras `PReLU`. */
export const prelu = defineNode({
  kind: 'PReLU',
  family: 'normalisation',
  title: 'PReLU',
  letter: 'ƒ',
  keywords: ['relu', 'activation', 'parametric', 'nonlinearity'],
  doc: 'A relu that learns how much of negative numbers it lets through.',
  formula: 'x where x > 0, else α x',
  source: 'He et al. 2015, arXiv:1502.01852',
  inputs: [{ name: 'input', doc: 'Numbers', accepts: ['features', 'vector', 'sequence', 'image', 'volume'] }],
  outputs: [{ name: 'output', doc: 'The same shape' }],
  params: {
    shared_axes: choice({
      options: ['places', 'none'],
      default: 'places',
      doc: 'places: one slope a feature, the same at every place, as in the paper. none: a slope for every number, as Keras starts with.',
    }),
  },
  summary: (p) => (p.shared_axes === 'places' ? 'a slope a feature' : 'a slope a number'),
  mend: mendToNumbers,
  infer: (inputs, p) => {
    const x = inputOf(inputs, 'input');
    const shared = sharedAxes(x, p.shared_axes);
    const open = x.shape.some((dim, axis) => axis > 0 && typeof dim !== 'number' && !shared.includes(axis));
    if (open) {
      return refuse('PReLU needs to know how many slopes it learns.', {
        port: 'input',
        expected: 'sizes that are known, or slopes that places share',
        received: formatShape(x.shape),
        ...(p.shared_axes === 'none' &&
          lastSize(x) !== null && {
            fix: { type: 'set', title: 'Let places share their slopes', param: 'shared_axes', value: 'places' } as const,
          }),
      });
    }
    return { ok: true, outputs: { output: { ...x, dtype: 'float32' } } };
  },
  weights: (inputs, p) => {
    const x = inputOf(inputs, 'input');
    const shared = sharedAxes(x, p.shared_axes);
    const shape = x.shape.slice(1).map((dim, i) => (shared.includes(i + 1) ? 1 : Number(dim)));
    return [{ name: 'alpha', shape, trainable: true }];
  },
  cost: (inputs) => passCost(inputOf(inputs, 'input'), { multiplications: 1, held: 1 }),
  layers: ({ id, params: p, specs, refs }) => {
    const shared = sharedAxes(inputOf(specs, 'input'), p.shared_axes);
    const config = { shared_axes: shared.length === 0 ? null : shared };
    return {
      records: [{ name: id, class_name: 'PReLU', config, inbound: [refOf(refs, 'input')] }],
      outputs: { output: { layer: id, output: 0 } },
    };
  },
  examples: [
    { name: 'vector', params: {}, inputs: { input: [{ shape: ['batch', 6], carries: 'vector' }] } },
    { name: 'map', params: {}, inputs: { input: [{ shape: ['batch', 3, 2, 4], carries: 'features' }] } },
    { name: 'a slope a number', params: { shared_axes: 'none' }, inputs: { input: [{ shape: ['batch', 3, 2], carries: 'sequence' }] } },
    { name: 'sequence, padded', params: {}, inputs: { input: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }] } },
    { name: 'volume', params: {}, inputs: { input: [{ shape: ['batch', 2, 1, 2, 3], carries: 'volume' }] } },
  ],
});
