import { defineNode, refuse } from '../../graph/define-node';
import { inputOf, lastSize, refOf } from '../../graph/input-of';
import { formatShape } from '../../graph/spec';
import { mendToNumbers } from '../mends';
import { product } from '../sizes';

/** Keras `Flatten`. */
export const flatten = defineNode({
  kind: 'Flatten',
  family: 'extractor',
  title: 'Flatten',
  letter: 'F',
  everyday: true,
  keywords: ['vector', 'reshape'],
  doc: 'Lays all numbers of a sample in one row.',
  formula: 'y[(i · W + j) · C + c] = x[i, j, c]',
  source: 'Keras Flatten',
  inputs: [{ name: 'input', doc: 'Anything with a known size', accepts: ['image', 'features', 'volume', 'volumes', 'sequence', 'vector'] }],
  outputs: [{ name: 'output', doc: 'One vector a sample' }],
  params: {},
  summary: () => 'one row of numbers',
  mend: mendToNumbers,
  infer: (inputs) => {
    const x = inputOf(inputs, 'input');
    const [batch = 'batch', ...sizes] = x.shape;
    const size = product(sizes);
    if (size === null) {
      return refuse('Flatten needs a known size: samples of several lengths do not make vectors of one length.', {
        port: 'input',
        expected: 'sizes that are numbers',
        received: formatShape(x.shape),
        fix:
          x.carries === 'sequence'
            ? {
                type: 'insert',
                title: 'Insert GlobalAveragePooling1D and take its mean',
                port: 'input',
                kind: 'GlobalAveragePooling1D',
                params: {},
                input: 'input',
                output: 'output',
              }
            : null,
      });
    }
    return { ok: true, outputs: { output: { shape: [batch, size], dtype: 'float32', carries: 'vector' } } };
  },
  layers: ({ id, specs, refs }) => {
    const x = inputOf(specs, 'input');
    const inbound = [refOf(refs, 'input')];
    // What lies in one row already stays: tfjs's Flatten refuses it.
    const record =
      x.carries === 'vector'
        ? { name: id, class_name: 'Reshape', config: { target_shape: [lastSize(x) ?? -1] }, inbound }
        : { name: id, class_name: 'Flatten', config: {}, inbound };
    return { records: [record], outputs: { output: { layer: id, output: 0 } } };
  },
  examples: [
    { name: 'map', params: {}, inputs: { input: [{ shape: ['batch', 3, 2, 4], carries: 'features' }] } },
    { name: 'vector', params: {}, inputs: { input: [{ shape: ['batch', 4], carries: 'vector' }] } },
    { name: 'volume', params: {}, inputs: { input: [{ shape: ['batch', 2, 3, 2, 2], carries: 'volume' }] } },
    { name: 'sequence', params: {}, inputs: { input: [{ shape: ['batch', 5, 2], carries: 'sequence' }] } },
    { name: 'sequence, padded', params: {}, inputs: { input: [{ shape: ['batch', 4, 2], carries: 'sequence', masked: true }] } },
  ],
});
