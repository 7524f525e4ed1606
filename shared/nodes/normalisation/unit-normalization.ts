import { defineNode } from '../../graph/define-node';
import { inputOf, refOf } from '../../graph/input-of';
import { mendToNumbers } from '../mends';
import { passCost } from '../pass-cost';

/** Keras `UnitNormalization` over the last axis. */
export const unitNormalization = defineNode({
  kind: 'UnitNormalization',
  family: 'normalisation',
  title: 'UnitNormalization',
  letter: 'N',
  keywords: ['norm', 'l2', 'normalize', 'cosine', 'sphere'],
  doc: 'Gives the features of every place the length 1: only their direction is left. The dot product of two such vectors is their cosine.',
  formula: 'x / |x|',
  source: 'Keras, UnitNormalization',
  inputs: [{ name: 'input', doc: 'Features on the last axis', accepts: ['vector', 'sequence', 'features', 'image', 'volume'] }],
  outputs: [{ name: 'output', doc: 'The same shape' }],
  params: {},
  summary: () => 'length 1',
  mend: mendToNumbers,
  infer: (inputs) => ({ ok: true, outputs: { output: { ...inputOf(inputs, 'input'), dtype: 'float32' } } }),
  cost: (inputs) => passCost(inputOf(inputs, 'input'), { multiplications: 2, held: 1 }),
  layers: ({ id, refs }) => ({
    records: [{ name: id, class_name: 'UnitNormalization', config: {}, inbound: [refOf(refs, 'input')] }],
    outputs: { output: { layer: id, output: 0 } },
  }),
  examples: [
    { name: 'vector', params: {}, inputs: { input: [{ shape: ['batch', 5], carries: 'vector' }] } },
    { name: 'sequence, padded', params: {}, inputs: { input: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }] } },
    { name: 'map', params: {}, inputs: { input: [{ shape: ['batch', 2, 3, 4], carries: 'features' }] } },
    { name: 'volume', params: {}, inputs: { input: [{ shape: ['batch', 2, 1, 2, 3], carries: 'volume' }] } },
  ],
});
