import { defineNode, refuse } from '../../graph/define-node';
import { inputOf, lastSize, refOf } from '../../graph/input-of';
import { int } from '../../graph/params';
import { formatShape } from '../../graph/spec';
import { mendToVector } from '../mends';

/** Each column of a table as a token (the tokeniser of the FT-Transformer). A layer of ours: Keras has none. */
export const columnEmbedding = defineNode({
  kind: 'ColumnEmbedding',
  family: 'extractor',
  title: 'Column embedding',
  letter: 'E',
  everyday: true,
  keywords: ['table', 'tabular', 'feature tokenizer', 'columns', 'ft-transformer'],
  doc: 'Turns every column of a table into a learned vector, scaled by its number, so that attention can weigh the columns.',
  formula: 'x_j · W_j + b_j',
  source: 'Gorishniy et al. 2021, arXiv:2106.11959',
  inputs: [{ name: 'input', doc: 'One number a column', accepts: ['vector'] }],
  outputs: [{ name: 'output', doc: 'One vector a column' }],
  params: { units: int({ default: 32, max: 65_536, doc: 'Size of each vector.' }) },
  summary: (p) => `${p.units} a column`,
  mend: mendToVector,
  infer: (inputs, p) => {
    const x = inputOf(inputs, 'input');
    const columns = lastSize(x);
    if (columns === null) {
      return refuse('Column embedding needs to know how many columns come in.', {
        port: 'input',
        expected: 'a known size',
        received: formatShape(x.shape),
      });
    }
    const [batch = 'batch'] = x.shape;
    return { ok: true, outputs: { output: { shape: [batch, columns, p.units], dtype: 'float32', carries: 'sequence', axis: x.axis } } };
  },
  weights: (inputs, p) => {
    const shape = [lastSize(inputOf(inputs, 'input')) ?? 0, p.units];
    return [
      { name: 'kernel', shape, trainable: true },
      { name: 'bias', shape, trainable: true },
    ];
  },
  layers: ({ id, params: p, refs }) => ({
    records: [{ name: id, class_name: 'ColumnEmbedding', config: { units: p.units }, inbound: [refOf(refs, 'input')] }],
    outputs: { output: { layer: id, output: 0 } },
  }),
  examples: [
    { name: 'five columns', params: { units: 3 }, inputs: { input: [{ shape: ['batch', 5], carries: 'vector' }] } },
    { name: 'three columns', params: { units: 2 }, inputs: { input: [{ shape: ['batch', 3], carries: 'vector' }] } },
  ],
});
