import { defineNode } from '../../graph/define-node';
import { inputOf, refOf } from '../../graph/input-of';
import { mendToMap } from '../mends';

/** Keras `GlobalAveragePooling2D`. */
export const globalAveragePooling2d = defineNode({
  kind: 'GlobalAveragePooling2D',
  family: 'extractor',
  title: 'GlobalAveragePooling2D',
  letter: 'G',
  everyday: true,
  keywords: ['mean', 'average', 'pool', 'image'],
  doc: 'The mean of each channel over the whole map.',
  formula: 'mean over height and width',
  inputs: [{ name: 'input', doc: 'Height × width × channels', accepts: ['features', 'image'] }],
  outputs: [{ name: 'output', doc: 'One number a channel' }],
  params: {},
  summary: () => 'mean over the map',
  mend: mendToMap,
  infer: (inputs) => {
    const x = inputOf(inputs, 'input');
    const [batch = 'batch'] = x.shape;
    return { ok: true, outputs: { output: { shape: [batch, x.shape.at(-1) ?? 0], dtype: 'float32', carries: 'vector' } } };
  },
  layers: ({ id, refs }) => ({
    records: [{ name: id, class_name: 'GlobalAveragePooling2D', config: {}, inbound: [refOf(refs, 'input')] }],
    outputs: { output: { layer: id, output: 0 } },
  }),
  examples: [{ name: 'map', params: {}, inputs: { input: [{ shape: ['batch', 4, 3, 2], carries: 'features' }] } }],
});
