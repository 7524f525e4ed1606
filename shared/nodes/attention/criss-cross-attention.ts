import { defineNode, type WeightSpec } from '../../graph/define-node';
import { inputOf, lastSize, refOf } from '../../graph/input-of';
import type { LayerRecord, TensorRef } from '../../graph/layer-record';
import { int, optionalInt } from '../../graph/params';
import type { ValueSpec } from '../../graph/spec';
import { mendToMap } from '../mends';
import { refuseChannels, refuseSides, sidesOf } from './channel-mlp';
import { PLACE_SCORES, placesOf } from './picture-map';

/** The paper's authors divide by this. */
const REDUCTION = 8;

/** Size of a query and a key. */
function embedded(x: ValueSpec, embed_dim: number | null): number {
  return embed_dim ?? Math.max(1, Math.floor((lastSize(x) ?? 0) / REDUCTION));
}

/** CCNet's attention: each place sees its row and its column, and the second time, through them, all places. */
export const crissCrossAttention = defineNode({
  kind: 'CrissCrossAttention',
  family: 'attention',
  title: 'Criss-cross attention',
  letter: 'C',
  keywords: ['ccnet', 'picture', 'row', 'column', 'segmentation', 'efficient', 'non-local'],
  doc: 'Every place of a picture looks at the places of its row and its column, and adds what it finds to itself. The second time, with the same weights, each place that it sees has seen a whole cross: so it hears of the whole picture, for much less than a non-local block takes. The map is that of the last time.',
  formula: 'y_u = x_u + Σ softmax_i(q_u · k_i) v_i,  i in row or column of u',
  source: 'Huang et al. 2019, arXiv:1811.11721',
  inputs: [{ name: 'input', doc: 'A feature map', accepts: ['features', 'image'] }],
  outputs: [{ name: 'output', doc: 'The same map, each place of which has seen its cross' }, PLACE_SCORES],
  params: {
    recurrence: int({ default: 2, max: 2, doc: 'How often, with the same weights; 2: every place hears of all others.' }),
    embed_dim: optionalInt({
      default: null,
      nullable: 'an eighth of the channels',
      max: 65_536,
      doc: 'Size of a query and a key.',
    }),
  },
  map: { type: 'matrix', output: 'scores', query: 'input', key: 'input' },
  summary: (p) => `${p.recurrence === 1 ? 'once' : 'twice'}${p.embed_dim === null ? '' : `, ${p.embed_dim} inside`}`,
  mend: mendToMap,
  infer: (inputs) => {
    const x = inputOf(inputs, 'input');
    const refused = refuseChannels(x, 'Criss-cross attention') ?? refuseSides(x, 'Criss-cross attention');
    if (refused) return refused;
    const places = placesOf(x);
    return {
      ok: true,
      outputs: {
        output: { shape: x.shape, dtype: 'float32', carries: 'features' },
        scores: { shape: [x.shape[0] ?? 'batch', places, places], dtype: 'float32', carries: 'scores' },
      },
    };
  },
  weights: (inputs, p) => {
    const x = inputOf(inputs, 'input');
    const channels = lastSize(x) ?? 0;
    const convolution = (name: string, filters: number): WeightSpec[] => [
      { name: `${name}/kernel`, shape: [1, 1, channels, filters], trainable: true },
      { name: `${name}/bias`, shape: [filters], trainable: true },
    ];
    const size = embedded(x, p.embed_dim);
    return [...convolution('query', size), ...convolution('key', size), ...convolution('value', channels)];
  },
  cost: (inputs, p) => {
    const x = inputOf(inputs, 'input');
    const sides = sidesOf(x);
    if (!sides) return null;
    const [height, width] = sides;
    const channels = lastSize(x) ?? 0;
    const size = embedded(x, p.embed_dim);
    const places = height * width;
    const scores = p.recurrence * places * (height + width);
    const projected = p.recurrence * places * (2 * size + channels);
    return {
      multiplications: projected * channels + scores * (size + channels),
      scoresBytes: 4 * scores,
      growth: 'n√n',
      held: 3 * scores + 2 * projected + 2 * p.recurrence * places * channels,
    };
  },
  layers: ({ id, params: p, specs, refs }) => {
    const x = inputOf(specs, 'input');
    const size = embedded(x, p.embed_dim);
    const at = (layer: string): TensorRef => ({ layer, output: 0 });
    const parts = { query: size, key: size, value: lastSize(x) ?? 1 };
    const records: LayerRecord[] = [];
    let input = refOf(refs, 'input');
    let last = '';
    for (let time = 1; time <= p.recurrence; time++) {
      const end = time === p.recurrence;
      last = time === 1 ? '' : `${time}`;
      for (const [name, filters] of Object.entries(parts)) {
        records.push({
          name: `${id}_${name}${last}`,
          class_name: 'Conv2D',
          config: { filters, kernel_size: [1, 1], activation: 'linear' },
          inbound: [input],
          ...(time === 1 ? {} : { shares: `${id}_${name}` }),
        });
      }
      const inbound = Object.keys(parts).map((name) => at(`${id}_${name}${last}`));
      const cross = `${id}_cross${last}`;
      const sum = end ? id : `${id}_sum${last}`;
      records.push(
        { name: cross, class_name: 'CrissCrossAttention', config: {}, inbound },
        { name: sum, class_name: 'Add', config: {}, inbound: [input, at(cross)] },
      );
      input = at(sum);
    }
    const asked = ['query', 'key'].map((name) => at(`${id}_${name}${last}`));
    records.push({ name: `${id}_scores`, class_name: 'CrissCrossScores', config: {}, inbound: asked });
    return { records, outputs: { output: input, scores: at(`${id}_scores`) } };
  },
  examples: [
    {
      name: 'once',
      params: { recurrence: 1, embed_dim: 2 },
      inputs: { input: [{ shape: ['batch', 2, 3, 4], carries: 'features' }] },
    },
    { name: 'twice', params: {}, inputs: { input: [{ shape: ['batch', 3, 2, 3], carries: 'features' }] } },
    { name: 'one row', params: { embed_dim: 3 }, inputs: { input: [{ shape: ['batch', 1, 4, 2], carries: 'image' }] } },
  ],
});
