import { defineNode } from '../../graph/define-node';
import { inputOf, refOf } from '../../graph/input-of';
import { int } from '../../graph/params';
import { mendToVector } from '../mends';

/** Keras `RepeatVector`. */
export const repeatVector = defineNode({
  kind: 'RepeatVector',
  family: 'extractor',
  title: 'RepeatVector',
  letter: 'R',
  keywords: ['repeat', 'sequence', 'decoder', 'copy'],
  doc: 'Makes a sequence of one vector by repeating it: each place of a decoder sees the whole.',
  formula: 'y[i] = x for each i < n',
  source: 'Keras RepeatVector',
  inputs: [{ name: 'input', doc: 'One vector a sample', accepts: ['vector'] }],
  outputs: [{ name: 'output', doc: 'n places that are all the same' }],
  params: { n: int({ default: 4, max: 65_536, doc: 'How many places come out.' }) },
  summary: (p) => `${p.n} times`,
  mend: mendToVector,
  infer: (inputs, p) => {
    const [batch = 'batch', features = 0] = inputOf(inputs, 'input').shape;
    return { ok: true, outputs: { output: { shape: [batch, p.n, features], dtype: 'float32', carries: 'sequence' } } };
  },
  layers: ({ id, params: p, refs }) => ({
    records: [{ name: id, class_name: 'RepeatVector', config: { n: p.n }, inbound: [refOf(refs, 'input')] }],
    outputs: { output: { layer: id, output: 0 } },
  }),
  examples: [
    { name: 'vector', params: { n: 3 }, inputs: { input: [{ shape: ['batch', 5], carries: 'vector' }] } },
    { name: 'twice', params: { n: 2 }, inputs: { input: [{ shape: ['batch', 3], carries: 'vector' }] } },
  ],
});
