import { defineNode, refuse, type WeightSpec } from '../../graph/define-node';
import { lastSize } from '../../graph/input-of';
import { bool, float, int } from '../../graph/params';
import { mendToSequence } from '../mends';
import { product } from '../sizes';
import {
  ATTENTION_OUTPUTS,
  attentionOutputs,
  attentionPorts,
  attentionSpecs,
  growthOf,
  keysOf,
  queriesOf,
  refuseInputs,
} from './attention-inputs';
import { MASK_PORT, maskedInbound, refuseMask } from './mask-port';

/** The next larger number of query heads that can be shared out among `shared`. */
const divisible = (heads: number, shared: number): number => Math.ceil(heads / shared) * shared;

/** Keras `GroupQueryAttention`; with one head of keys and values: multi-query attention. */
export const groupQueryAttention = defineNode({
  kind: 'GroupQueryAttention',
  family: 'attention',
  title: 'Grouped-query attention',
  letter: 'Q',
  keywords: ['gqa', 'mqa', 'multi-query', 'llama', 'heads', 'transformer'],
  doc: 'Multi-head attention in which several heads of queries share one of keys and values: fewer weights, and less to keep when a text is written word by word. With a single shared head it is multi-query attention.',
  formula: 'concat_h softmax(Q_h K_gᵀ / √d) V_g · W_o,  g the group of h',
  source: 'Ainslie et al. 2023, arXiv:2305.13245; one group: Shazeer 2019, arXiv:1911.02150',
  inputs: [...attentionPorts(['sequence']), MASK_PORT],
  outputs: ATTENTION_OUTPUTS,
  params: {
    head_dim: int({ default: 16, max: 8192, doc: 'Size of queries, keys and values in each head.' }),
    num_query_heads: int({ default: 4, max: 256, doc: 'Number of attentions side by side.' }),
    num_key_value_heads: int({ default: 2, max: 256, doc: 'Heads of keys and values; as many query heads share each. 1: multi-query.' }),
    use_causal_mask: bool({ default: false, doc: 'A place sees only itself and those before it.' }),
    use_bias: bool({ default: true, doc: 'Adds learned constants to the projections.', advanced: true }),
    dropout: float({ default: 0, min: 0, max: 0.99, step: 0.05, doc: 'Part of the weights dropped while training.', advanced: true }),
  },
  map: { type: 'matrix', output: 'scores', query: 'query', key: 'value' },
  summary: (p) => `${p.num_query_heads} ÷ ${p.num_key_value_heads} heads × ${p.head_dim}${p.use_causal_mask ? ', causal' : ''}`,
  mend: mendToSequence,
  infer: (inputs, p) => {
    const specs = attentionSpecs(inputs);
    const refused = refuseInputs(specs, 'Grouped-query attention') ?? refuseMask(inputs, specs);
    if (refused) return refused;
    if (p.num_query_heads % p.num_key_value_heads !== 0) {
      const heads = divisible(p.num_query_heads, p.num_key_value_heads);
      return refuse('The query heads cannot be shared out evenly among the heads of keys and values.', {
        expected: `a multiple of ${p.num_key_value_heads}`,
        received: `${p.num_query_heads} query heads`,
        fix: { type: 'set', title: `Use ${heads} query heads`, param: 'num_query_heads', value: heads },
      });
    }
    return attentionOutputs(specs, lastSize(specs.query) ?? 0, p.num_query_heads);
  },
  weights: (inputs, p) => {
    const { query, key, value } = attentionSpecs(inputs);
    const projection = (name: string, kernel: readonly number[], bias: readonly number[]): WeightSpec[] => [
      { name: `${name}/kernel`, shape: kernel, trainable: true },
      ...(p.use_bias ? [{ name: `${name}/bias`, shape: bias, trainable: true }] : []),
    ];
    const features = lastSize(query) ?? 0;
    const [asking, shared] = [
      [p.num_query_heads, p.head_dim],
      [p.num_key_value_heads, p.head_dim],
    ] as const;
    return [
      ...projection('query', [features, ...asking], asking),
      ...projection('key', [lastSize(key) ?? 0, ...shared], shared),
      ...projection('value', [lastSize(value) ?? 0, ...shared], shared),
      ...projection('attention_output', [...asking, features], [features]),
    ];
  },
  cost: (inputs, p) => {
    const specs = attentionSpecs(inputs);
    const [queries, keys] = [Number(queriesOf(specs.query)), Number(keysOf(specs.value))];
    const scores = product([p.num_query_heads, queriesOf(specs.query), keysOf(specs.value)]);
    if (scores === null) return null;
    const [asking, shared] = [p.num_query_heads * p.head_dim, p.num_key_value_heads * p.head_dim];
    const projections = 2 * queries * (lastSize(specs.query) ?? 0) * asking;
    return {
      multiplications: projections + keys * shared * ((lastSize(specs.key) ?? 0) + (lastSize(specs.value) ?? 0)) + 2 * scores * p.head_dim,
      scoresBytes: 4 * scores,
      growth: growthOf(specs),
      held: 3 * scores + 6 * queries * asking + 6 * keys * shared,
    };
  },
  layers: ({ id, params: p, refs }) => ({
    records: [
      {
        name: id,
        class_name: 'GroupQueryAttention',
        config: {
          head_dim: p.head_dim,
          num_query_heads: p.num_query_heads,
          num_key_value_heads: p.num_key_value_heads,
          dropout: p.dropout,
          use_bias: p.use_bias,
        },
        ...maskedInbound(refs),
        call: { use_causal_mask: p.use_causal_mask },
      },
    ],
    outputs: { output: { layer: id, output: 0 }, scores: { layer: id, output: 1 } },
  }),
  examples: [
    {
      name: 'two groups',
      params: { head_dim: 2, num_query_heads: 4, num_key_value_heads: 2 },
      inputs: { query: [{ shape: ['batch', 4, 3], carries: 'sequence' }] },
    },
    {
      name: 'multi-query, padded, no bias',
      params: { head_dim: 3, num_query_heads: 2, num_key_value_heads: 1, use_bias: false },
      inputs: { query: [{ shape: ['batch', 'words', 4], carries: 'sequence', masked: true }] },
    },
    {
      name: 'cross with keys, masked, causal',
      params: { head_dim: 2, num_query_heads: 2, num_key_value_heads: 2, use_causal_mask: true },
      inputs: {
        query: [{ shape: ['batch', 4, 3], carries: 'sequence' }],
        value: [{ shape: ['batch', 5, 2], carries: 'sequence' }],
        key: [{ shape: ['batch', 5, 4], carries: 'sequence' }],
        mask: [{ shape: ['batch', 4, 5], carries: 'scores', binary: true }],
      },
    },
    {
      name: 'cross, padded values',
      params: { head_dim: 2, num_query_heads: 2, num_key_value_heads: 1 },
      inputs: {
        query: [{ shape: ['batch', 3, 2], carries: 'sequence' }],
        value: [{ shape: ['batch', 'words_1', 4], carries: 'sequence', masked: true }],
      },
    },
    {
      name: 'cross with padded keys',
      params: { head_dim: 2, num_query_heads: 2, num_key_value_heads: 1 },
      inputs: {
        query: [{ shape: ['batch', 3, 2], carries: 'sequence' }],
        value: [{ shape: ['batch', 'words_1', 4], carries: 'sequence' }],
        key: [{ shape: ['batch', 'words_1', 3], carries: 'sequence', masked: true }],
      },
    },
  ],
});
