import { defineNode } from '../../graph/define-node';
import { inputOf, refOf } from '../../graph/input-of';
import { mendToSequence } from '../mends';

/** Keras `GlobalAveragePooling1D`. */
export const globalAveragePooling1d = defineNode({
  kind: 'GlobalAveragePooling1D',
  family: 'extractor',
  title: 'GlobalAveragePooling1D',
  letter: 'G',
  everyday: true,
  keywords: ['mean', 'average', 'pool', 'sequence'],
  doc: 'The mean of all places of a sequence. Padding is left out.',
  formula: 'mean over places',
  inputs: [{ name: 'input', doc: 'A sequence', accepts: ['sequence'] }],
  outputs: [{ name: 'output', doc: 'One vector a sample' }],
  params: {},
  summary: () => 'mean over places',
  mend: mendToSequence,
  infer: (inputs) => {
    const x = inputOf(inputs, 'input');
    const [batch = 'batch'] = x.shape;
    return { ok: true, outputs: { output: { shape: [batch, x.shape.at(-1) ?? 0], dtype: 'float32', carries: 'vector' } } };
  },
  layers: ({ id, refs }) => ({
    records: [{ name: id, class_name: 'GlobalAveragePooling1D', config: {}, inbound: [refOf(refs, 'input')] }],
    outputs: { output: { layer: id, output: 0 } },
  }),
  examples: [
    { name: 'sequence', params: {}, inputs: { input: [{ shape: ['batch', 5, 3], carries: 'sequence' }] } },
    { name: 'padded', params: {}, inputs: { input: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }] } },
  ],
});
