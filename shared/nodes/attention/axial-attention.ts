import { defineNode, type WeightSpec } from '../../graph/define-node';
import { inputOf, lastSize, refOf } from '../../graph/input-of';
import { bool, choice, float, int } from '../../graph/params';
import { mendToMap } from '../mends';
import { refuseChannels, refuseSides, sidesOf } from './channel-mlp';
import { PLACE_SCORES, placesOf } from './picture-map';

/** Multi-head attention along one axis of a picture: Keras's with `attention_axes`. */
export const axialAttention = defineNode({
  kind: 'AxialAttention',
  family: 'attention',
  title: 'Axial attention',
  letter: 'A',
  keywords: ['picture', 'row', 'column', 'height', 'width', 'deeplab', 'efficient', 'segmentation'],
  doc: 'Every place of a picture looks at the places of its own row, or of its own column. Two of them, one along each axis, let every place see the whole picture for much less than comparing all pairs.',
  formula: 'concat_h softmax(Q_h K_hᵀ / √d) V_h · W_o,  within each line',
  source: 'Ho et al. 2019, arXiv:1912.12180; Wang et al. 2020, arXiv:2003.07853',
  inputs: [{ name: 'input', doc: 'A feature map', accepts: ['features', 'image'] }],
  outputs: [{ name: 'output', doc: 'The same map, each place of which has seen its line' }, PLACE_SCORES],
  params: {
    axis: choice({
      options: ['height', 'width'],
      default: 'width',
      doc: 'height: a place sees its column. width: a place sees its row.',
    }),
    num_heads: int({ default: 4, max: 256, doc: 'Number of attentions side by side.' }),
    key_dim: int({ default: 16, max: 8192, doc: 'Size of a query, a key and a value in each head.' }),
    use_bias: bool({ default: true, doc: 'Adds learned constants to the projections.', advanced: true }),
    dropout: float({ default: 0, min: 0, max: 0.99, step: 0.05, doc: 'Part of the weights dropped while training.', advanced: true }),
  },
  map: { type: 'matrix', output: 'scores', query: 'input', key: 'input' },
  summary: (p) => `along ${p.axis}, ${p.num_heads} ${p.num_heads === 1 ? 'head' : 'heads'} × ${p.key_dim}`,
  mend: mendToMap,
  infer: (inputs, p) => {
    const x = inputOf(inputs, 'input');
    const refused = refuseChannels(x, 'Axial attention') ?? refuseSides(x, 'Axial attention');
    if (refused) return refused;
    const places = placesOf(x);
    return {
      ok: true,
      outputs: {
        output: { shape: [...x.shape.slice(0, 3), lastSize(x) ?? 0], dtype: 'float32', carries: 'features' },
        scores: { shape: [x.shape[0] ?? 'batch', p.num_heads, places, places], dtype: 'float32', carries: 'scores' },
      },
    };
  },
  weights: (inputs, p) => {
    const channels = lastSize(inputOf(inputs, 'input')) ?? 0;
    const projection = (name: string, kernel: readonly number[], bias: readonly number[]): WeightSpec[] => [
      { name: `${name}/kernel`, shape: kernel, trainable: true },
      ...(p.use_bias ? [{ name: `${name}/bias`, shape: bias, trainable: true }] : []),
    ];
    const into = (name: string) => projection(name, [channels, p.num_heads, p.key_dim], [p.num_heads, p.key_dim]);
    return [
      ...into('query'),
      ...into('key'),
      ...into('value'),
      ...projection('attention_output', [p.num_heads, p.key_dim, channels], [channels]),
    ];
  },
  cost: (inputs, p) => {
    const x = inputOf(inputs, 'input');
    const sides = sidesOf(x);
    if (!sides) return null;
    const [height, width] = sides;
    const places = height * width;
    const scores = p.num_heads * places * (p.axis === 'height' ? height : width);
    const projected = places * p.num_heads * p.key_dim;
    return {
      multiplications: 4 * projected * (lastSize(x) ?? 0) + 2 * scores * p.key_dim,
      scoresBytes: 4 * scores,
      growth: 'n√n',
      held: 3 * scores + 6 * projected,
    };
  },
  layers: ({ id, params: p, refs }) => {
    const input = refOf(refs, 'input');
    const axis = p.axis === 'height' ? 1 : 2;
    return {
      records: [
        {
          name: id,
          class_name: 'MultiHeadAttention',
          config: { num_heads: p.num_heads, key_dim: p.key_dim, dropout: p.dropout, use_bias: p.use_bias, attention_axes: [axis] },
          inbound: [input, input],
        },
        { name: `${id}_scores`, class_name: 'LineScores', config: { axis }, inbound: [{ layer: id, output: 1 }] },
      ],
      outputs: { output: { layer: id, output: 0 }, scores: { layer: `${id}_scores`, output: 0 } },
    };
  },
  examples: [
    {
      name: 'along rows',
      params: { num_heads: 2, key_dim: 3 },
      inputs: { input: [{ shape: ['batch', 2, 3, 4], carries: 'features' }] },
    },
    {
      name: 'along columns, no bias',
      params: { axis: 'height', num_heads: 1, key_dim: 2, use_bias: false },
      inputs: { input: [{ shape: ['batch', 4, 2, 3], carries: 'features' }] },
    },
    {
      name: 'along columns, dropout',
      params: { axis: 'height', num_heads: 2, key_dim: 2, dropout: 0.3 },
      inputs: { input: [{ shape: ['batch', 3, 2, 2], carries: 'features' }] },
    },
  ],
});
