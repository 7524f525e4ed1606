import { defineNode, refuse } from '../../graph/define-node';
import { inputOf, refOf } from '../../graph/input-of';
import { order } from '../../graph/params';
import { formatShape } from '../../graph/spec';
import { mendToNumbers } from '../mends';

const isInOrder = (dims: readonly number[]): boolean => dims.every((dim, i) => dim === i + 1);

/** Keras `Permute`. */
export const permute = defineNode({
  kind: 'Permute',
  family: 'extractor',
  title: 'Permute',
  letter: 'P',
  keywords: ['transpose', 'swap', 'axes', 'order'],
  doc: 'Puts the axes of a sample in another order: features become places, and places features.',
  formula: 'yᵢⱼ = xⱼᵢ',
  source: 'Keras Permute',
  inputs: [{ name: 'input', doc: 'Two axes or more', accepts: ['sequence', 'features', 'image', 'volume'] }],
  outputs: [{ name: 'output', doc: 'The same numbers, their axes in the new order' }],
  params: {
    dims: order({ default: [2, 1], doc: 'The axes of the input in their new order, counted from 1; the batch is not among them.' }),
  },
  summary: (p) => p.dims.join(', '),
  mend: mendToNumbers,
  infer: (inputs, p) => {
    const x = inputOf(inputs, 'input');
    const [batch = 'batch', ...sizes] = x.shape;
    if (p.dims.length !== sizes.length) {
      const axes = sizes.map((_, i) => i + 1);
      // The last two swapped: what a transposition usually means.
      const swapped = [...axes.slice(0, -2), ...axes.slice(-2).reverse()];
      return refuse(`This value has ${sizes.length} axes, and ${p.dims.length} are ordered.`, {
        port: 'input',
        expected: `the numbers from 1 to ${sizes.length}, each once`,
        received: `${p.dims.join(', ')} for ${formatShape(x.shape)}`,
        fix: { type: 'set', title: `Use ${swapped.join(', ')}`, param: 'dims', value: swapped },
      });
    }
    const shape = [batch, ...p.dims.map((dim) => sizes[dim - 1] ?? 1)];
    if (typeof shape.at(-1) !== 'number') {
      return refuse('In this order the number of features would be known only with the data, and layers need to know it.', {
        port: 'input',
        expected: 'a last axis of a known size',
        received: formatShape(shape),
      });
    }
    // A picture whose axes are moved is no picture that could be shown.
    const carries = x.carries === 'image' ? 'features' : x.carries;
    return { ok: true, outputs: { output: { shape, dtype: 'float32', carries, axis: isInOrder(p.dims) ? x.axis : undefined } } };
  },
  layers: ({ id, params: p, refs }) => ({
    records: [{ name: id, class_name: 'Permute', config: { dims: p.dims }, inbound: [refOf(refs, 'input')] }],
    outputs: { output: { layer: id, output: 0 } },
  }),
  examples: [
    { name: 'sequence', params: {}, inputs: { input: [{ shape: ['batch', 4, 3], carries: 'sequence' }] } },
    { name: 'map', params: { dims: [3, 1, 2] }, inputs: { input: [{ shape: ['batch', 2, 3, 4], carries: 'features' }] } },
    { name: 'volume', params: { dims: [2, 4, 1, 3] }, inputs: { input: [{ shape: ['batch', 2, 3, 2, 4], carries: 'volume' }] } },
    { name: 'sequence, padded', params: {}, inputs: { input: [{ shape: ['batch', 4, 2], carries: 'sequence', masked: true }] } },
  ],
});
