import { defineNode, refuse } from '../../graph/define-node';
import { inputOf, lastSize, refOf } from '../../graph/input-of';
import { int } from '../../graph/params';
import { formatShape } from '../../graph/spec';
import { mendToSequence } from '../mends';

/** A learned question to every place, as in hierarchical attention networks; several heads as in structured self-attention. */
export const attentionPooling = defineNode({
  kind: 'AttentionPooling',
  family: 'attention',
  title: 'Attention pooling',
  letter: 'P',
  keywords: ['pooling', 'hierarchical', 'structured', 'weighted mean', 'summary', 'sentence'],
  doc: 'Makes one vector of a sequence: a learned question asks every place how much it matters, and the places are averaged by the answers. Several heads ask several questions; their vectors stand behind each other.',
  formula: 'softmax(u_hᵀ tanh(W x + b)) X for each head h',
  source: 'Yang et al. 2016, HAN (NAACL 2016); several heads: Lin et al. 2017, arXiv:1703.03130',
  inputs: [{ name: 'input', doc: 'A sequence', accepts: ['sequence'] }],
  outputs: [
    { name: 'output', doc: 'One vector: the weighted mean of the places, for each head' },
    { name: 'scores', doc: 'The weights of the places, a row a head', optional: true },
  ],
  params: {
    units: int({ default: 64, max: 65_536, doc: 'Size of the small network that judges a place.' }),
    num_heads: int({ default: 1, max: 256, doc: 'Number of questions; each adds a vector to the result.' }),
  },
  // The one that asks has no places.
  map: { type: 'matrix', output: 'scores', query: 'question', key: 'input' },
  summary: (p) => `${p.units} units${p.num_heads > 1 ? `, ${p.num_heads} heads` : ''}`,
  mend: mendToSequence,
  infer: (inputs, p) => {
    const x = inputOf(inputs, 'input');
    const features = lastSize(x);
    if (features === null) {
      return refuse('Attention pooling needs to know how many features a place has.', {
        port: 'input',
        expected: 'a known last size',
        received: formatShape(x.shape),
      });
    }
    const [batch = 'batch', places = 0] = x.shape;
    return {
      ok: true,
      outputs: {
        output: { shape: [batch, p.num_heads * features], dtype: 'float32', carries: 'vector' },
        scores: { shape: [batch, p.num_heads, 1, places], dtype: 'float32', carries: 'scores' },
      },
    };
  },
  weights: (inputs, p) => [
    { name: 'hidden/kernel', shape: [lastSize(inputOf(inputs, 'input')) ?? 0, p.units], trainable: true },
    { name: 'hidden/bias', shape: [p.units], trainable: true },
    { name: 'query/kernel', shape: [p.units, p.num_heads], trainable: true },
  ],
  cost: (inputs, p) => {
    const x = inputOf(inputs, 'input');
    const [places, features] = [x.shape[1], lastSize(x) ?? 0];
    if (typeof places !== 'number') return null;
    return {
      multiplications: places * (features * p.units + p.units * p.num_heads + p.num_heads * features),
      scoresBytes: 4 * places * p.num_heads,
      growth: 'n',
      held: places * (2 * p.units + 3 * p.num_heads),
    };
  },
  layers: ({ id, params: p, refs }) => {
    const x = refOf(refs, 'input');
    return {
      records: [
        { name: `${id}_hidden`, class_name: 'Dense', config: { units: p.units, activation: 'tanh', use_bias: true }, inbound: [x] },
        {
          name: `${id}_query`,
          class_name: 'Dense',
          config: { units: p.num_heads, activation: 'linear', use_bias: false },
          inbound: [{ layer: `${id}_hidden`, output: 0 }],
        },
        { name: id, class_name: 'AttentionPooling', config: {}, inbound: [x, { layer: `${id}_query`, output: 0 }] },
      ],
      outputs: { output: { layer: id, output: 0 }, scores: { layer: id, output: 1 } },
    };
  },
  examples: [
    { name: 'one question', params: { units: 3 }, inputs: { input: [{ shape: ['batch', 5, 4], carries: 'sequence' }] } },
    {
      name: 'two heads, padded',
      params: { units: 3, num_heads: 2 },
      inputs: { input: [{ shape: ['batch', 'words', 4], carries: 'sequence', masked: true }] },
    },
  ],
});
