import { defineNode } from '../../graph/define-node';
import { inputOf, refOf } from '../../graph/input-of';
import { ascending, choice, int } from '../../graph/params';
import type { Dim, ValueSpec } from '../../graph/spec';
import { mendToVector } from '../mends';

interface Bins {
  readonly bin_boundaries: readonly number[];
  readonly num_bins: number;
}

const binCount = (p: Bins): number => (p.bin_boundaries.length > 0 ? p.bin_boundaries.length + 1 : p.num_bins);

/** Of `one_hot`: a single number a sample becomes the bins themselves. */
function oneHotShape({ shape }: ValueSpec, bins: number): Dim[] {
  return [...(shape.length === 2 && shape.at(-1) === 1 ? shape.slice(0, -1) : shape), bins];
}

/** Keras `Discretization`. */
export const discretization = defineNode({
  kind: 'Discretization',
  family: 'preprocessing',
  title: 'Discretization',
  letter: 'B',
  keywords: ['bins', 'buckets', 'quantiles', 'histogram', 'categories', 'adapt'],
  doc: 'Sorts numbers into bins and gives the bin’s number, for an Embedding, or ones and zeros. The borders are yours, or learned from the training data so that every bin holds about as much.',
  formula: 'number of borders ≤ x',
  source: 'Keras Discretization',
  inputs: [{ name: 'input', doc: 'Numbers; one set of borders for all of them', accepts: ['vector'] }],
  outputs: [{ name: 'output', doc: 'The bin of every number' }],
  params: {
    num_bins: int({ default: 10, min: 2, max: 10_000, doc: 'How many bins are learned; borders of your own count instead.' }),
    output_mode: choice({
      options: ['int', 'one_hot'],
      default: 'int',
      doc: 'int: the bin’s number, for an Embedding. one_hot: a one at the bin’s place among zeros.',
    }),
    bin_boundaries: ascending({
      nothing: 'learned from the training data',
      doc: 'Borders of your own, ascending: 0, 1.5, 10. A number on a border is above it.',
      advanced: true,
    }),
  },
  summary: (p) =>
    `${binCount(p)} bins, ${p.bin_boundaries.length > 0 ? 'given' : 'learned'}${p.output_mode === 'one_hot' ? ', one-hot' : ''}`,
  mend: mendToVector,
  infer: (inputs, p) => {
    const x = inputOf(inputs, 'input');
    const bins = binCount(p);
    if (p.output_mode === 'int') {
      return { ok: true, outputs: { output: { shape: x.shape, dtype: 'int32', carries: 'ids', axis: x.axis, vocabulary: bins } } };
    }
    const shape = oneHotShape(x, bins);
    const vector = shape.length === 2;
    return {
      ok: true,
      outputs: { output: { shape, dtype: 'float32', carries: vector ? 'vector' : 'sequence', ...(vector ? {} : { axis: x.axis }) } },
    };
  },
  weights: (_inputs, p) => (p.bin_boundaries.length > 0 ? [] : [{ name: 'boundaries', shape: [p.num_bins - 1], trainable: false }]),
  adapt: (p) => (p.bin_boundaries.length > 0 ? null : { input: 'input', fills: { boundaries: { kind: 'quantiles', bins: p.num_bins } } }),
  layers: ({ id, params: p, specs, refs }) => {
    const input = refOf(refs, 'input');
    const bins = binCount(p);
    const given = p.bin_boundaries.length > 0;
    const { output_mode } = p;
    const binned = given
      ? { name: id, class_name: 'Discretization', config: { bin_boundaries: p.bin_boundaries, output_mode: 'int' }, inbound: [input] }
      : { name: id, class_name: 'AdaptedDiscretization', config: { num_bins: p.num_bins, output_mode: 'int' }, inbound: [input] };
    if (output_mode === 'int') return { records: [binned], outputs: { output: { layer: id, output: 0 } } };
    const single = oneHotShape(inputOf(specs, 'input'), bins).length === 2;
    const hot = {
      name: `${id}_one_hot`,
      class_name: 'CategoryEncoding',
      config: { num_tokens: bins, output_mode: single ? 'multi_hot' : 'one_hot' },
      inbound: [{ layer: id, output: 0 }],
    };
    return { records: [binned, hot], outputs: { output: { layer: hot.name, output: 0 } } };
  },
  examples: [
    { name: 'learned', params: { num_bins: 4 }, inputs: { input: [{ shape: ['batch', 5], carries: 'vector' }] } },
    { name: 'given', params: { bin_boundaries: [-0.5, 0, 0.25] }, inputs: { input: [{ shape: ['batch', 5], carries: 'vector' }] } },
    {
      name: 'given, one-hot',
      params: { bin_boundaries: [-0.5, 0.25], output_mode: 'one_hot' },
      inputs: { input: [{ shape: ['batch', 4], carries: 'vector' }] },
    },
    {
      name: 'one number, one-hot',
      params: { num_bins: 3, output_mode: 'one_hot' },
      inputs: { input: [{ shape: ['batch', 1], carries: 'vector' }] },
    },
  ],
});
