import { defineNode, refuse } from '../../graph/define-node';
import { inputOf, refOf } from '../../graph/input-of';
import { choice, int } from '../../graph/params';
import { mendToSequence } from '../mends';
import { product } from '../sizes';

/** Who may look at whom, as 0 and 1: for the port “mask” of an attention. */
export const attentionMask = defineNode({
  kind: 'AttentionMask',
  family: 'attention',
  title: 'Attention mask',
  letter: 'M',
  keywords: ['causal', 'padding', 'band', 'window', 'block', 'sparse', 'triangle', 'allowed'],
  doc: 'Says who may look at whom: 1 where a query may look at a key, else 0. Goes to “mask” of an attention. Two masks multiplied allow what both allow; their Maximum what one of them allows.',
  formula: 'causal: j ≤ i;  band: |i − j| ≤ width;  blocks: ⌊i / size⌋ = ⌊j / size⌋;  padding: key_j ≠ 0',
  source: 'Vaswani et al. 2017, arXiv:1706.03762 (causal); Child et al. 2019, arXiv:1904.10509 (bands and blocks)',
  inputs: [
    { name: 'query', doc: 'What asks: ids or a sequence, of which only the places count', accepts: ['sequence', 'ids'] },
    {
      name: 'key',
      doc: 'What is looked at; without a wire, the query looks at itself',
      accepts: ['sequence', 'ids'],
      optional: true,
    },
  ],
  outputs: [{ name: 'output', doc: 'Rows are queries, columns keys; of padding one row for all queries' }],
  params: {
    kind: choice({
      options: ['causal', 'band', 'blocks', 'padding'],
      default: 'causal',
      doc: 'causal: itself and what stands before. band: what is near. blocks: what stands in the same block. padding: whatever is no padding, which ids or a masked sequence tell.',
    }),
    width: int({ default: 4, min: 0, max: 65_536, doc: 'band: how many places before and behind may be looked at.' }),
    block_size: int({ default: 8, max: 65_536, doc: 'blocks: places of a block.' }),
  },
  summary: (p) => (p.kind === 'band' ? `band of ${p.width}` : p.kind === 'blocks' ? `blocks of ${p.block_size}` : p.kind),
  mend: mendToSequence,
  infer: (inputs, p) => {
    const query = inputOf(inputs, 'query');
    const key = inputs.key?.[0] ?? query;
    if (p.kind === 'padding' && key.carries === 'sequence' && !key.masked) {
      return refuse('This sequence has no padding, so there is nothing to leave out.', {
        port: inputs.key ? 'key' : 'query',
        expected: 'ids, or a sequence whose padding is masked',
        received: 'a sequence without a mask',
        fix: { type: 'set', title: 'Use a causal mask', param: 'kind', value: 'causal' },
      });
    }
    const [batch = 'batch', queries = 0] = query.shape;
    return {
      ok: true,
      outputs: {
        output: { shape: [batch, p.kind === 'padding' ? 1 : queries, key.shape[1] ?? 0], dtype: 'float32', carries: 'scores' },
      },
    };
  },
  cost: (inputs, p) => {
    const query = inputOf(inputs, 'query');
    const places = [p.kind === 'padding' ? 1 : (query.shape[1] ?? 0), (inputs.key?.[0] ?? query).shape[1] ?? 0];
    const pairs = product(places);
    if (pairs === null) return null;
    return { multiplications: pairs, scoresBytes: 0, growth: p.kind === 'padding' ? 'n' : inputs.key ? 'n · m' : 'n²', held: pairs };
  },
  layers: ({ id, params: p, refs }) => ({
    records: [
      {
        name: id,
        class_name: 'AttentionMask',
        config: {
          kind: p.kind,
          ...(p.kind === 'band' ? { width: p.width } : {}),
          ...(p.kind === 'blocks' ? { block_size: p.block_size } : {}),
        },
        inbound: [refOf(refs, 'query'), ...(refs.key ?? [])],
      },
    ],
    outputs: { output: { layer: id, output: 0 } },
  }),
  examples: [
    { name: 'causal', params: {}, inputs: { query: [{ shape: ['batch', 'words'], carries: 'ids' }] } },
    {
      name: 'a band, of a sequence',
      params: { kind: 'band', width: 1 },
      inputs: { query: [{ shape: ['batch', 5, 2], carries: 'sequence' }] },
    },
    {
      name: 'blocks, of two sequences',
      params: { kind: 'blocks', block_size: 2 },
      inputs: {
        query: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }],
        key: [{ shape: ['batch', 'words_1', 2], carries: 'sequence' }],
      },
    },
    { name: 'padding of ids', params: { kind: 'padding' }, inputs: { query: [{ shape: ['batch', 'words'], carries: 'ids' }] } },
    {
      name: 'padding of a sequence that is looked at',
      params: { kind: 'padding' },
      inputs: {
        query: [{ shape: ['batch', 3, 2], carries: 'sequence' }],
        key: [{ shape: ['batch', 'words', 2], carries: 'sequence', masked: true }],
      },
    },
  ],
});
