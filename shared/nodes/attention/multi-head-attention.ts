import { defineNode, type WeightSpec } from '../../graph/define-node';
import { lastSize } from '../../graph/input-of';
import { bool, float, int, optionalInt } from '../../graph/params';
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

/** Keras `MultiHeadAttention`: self-attention where only `query` is wired, else cross-attention. */
export const multiHeadAttention = defineNode({
  kind: 'MultiHeadAttention',
  family: 'attention',
  title: 'Multi-head attention',
  letter: 'M',
  everyday: true,
  keywords: ['self attention', 'q k v', 'query key value', 'transformer', 'self-attention', 'cross-attention', 'heads', 'mha', 'qkv'],
  doc: 'Several attentions side by side, each over its own projections of query, key and value. With one wire, a sequence attends to itself.',
  formula: 'concat_h softmax(Q_h K_hᵀ / √d) V_h · W_o',
  source: 'Vaswani et al. 2017, arXiv:1706.03762',
  inputs: [...attentionPorts(['sequence']), MASK_PORT],
  outputs: ATTENTION_OUTPUTS,
  params: {
    num_heads: int({ default: 4, max: 256, doc: 'Number of attentions side by side.' }),
    key_dim: int({ default: 16, max: 8192, doc: 'Size of a query and a key in each head.' }),
    value_dim: optionalInt({
      default: null,
      nullable: 'as large as key_dim',
      max: 8192,
      doc: 'Size of a value in each head.',
      advanced: true,
    }),
    output_shape: optionalInt({
      default: null,
      nullable: 'as many as the query has',
      max: 65_536,
      doc: 'Features of the output.',
      advanced: true,
    }),
    use_causal_mask: bool({ default: false, doc: 'A place sees only itself and those before it.' }),
    use_bias: bool({ default: true, doc: 'Adds learned constants to the projections.', advanced: true }),
    dropout: float({ default: 0, min: 0, max: 0.99, step: 0.05, doc: 'Part of the weights dropped while training.', advanced: true }),
  },
  map: { type: 'matrix', output: 'scores', query: 'query', key: 'value' },
  summary: (p) => `${p.num_heads} ${p.num_heads === 1 ? 'head' : 'heads'} × ${p.key_dim}${p.use_causal_mask ? ', causal' : ''}`,
  mend: mendToSequence,
  infer: (inputs, p) => {
    const specs = attentionSpecs(inputs);
    return (
      refuseInputs(specs, 'Multi-head attention') ??
      refuseMask(inputs, specs) ??
      attentionOutputs(specs, p.output_shape ?? lastSize(specs.query) ?? 0, p.num_heads)
    );
  },
  weights: (inputs, p) => {
    const { query, value, key } = attentionSpecs(inputs);
    const projection = (name: string, kernel: readonly number[], bias: readonly number[]): WeightSpec[] => [
      { name: `${name}/kernel`, shape: kernel, trainable: true },
      ...(p.use_bias ? [{ name: `${name}/bias`, shape: bias, trainable: true }] : []),
    ];
    const valueSize = p.value_dim ?? p.key_dim;
    const features = lastSize(query) ?? 0;
    const output = p.output_shape ?? features;
    return [
      ...projection('query', [features, p.num_heads, p.key_dim], [p.num_heads, p.key_dim]),
      ...projection('key', [lastSize(key) ?? 0, p.num_heads, p.key_dim], [p.num_heads, p.key_dim]),
      ...projection('value', [lastSize(value) ?? 0, p.num_heads, valueSize], [p.num_heads, valueSize]),
      ...projection('attention_output', [p.num_heads, valueSize, output], [output]),
    ];
  },
  cost: (inputs, p) => {
    const specs = attentionSpecs(inputs);
    const [queries, keys] = [queriesOf(specs.query), keysOf(specs.value)];
    const scores = product([p.num_heads, queries, keys]);
    if (scores === null) return null;
    const valueSize = p.value_dim ?? p.key_dim;
    const features = lastSize(specs.query) ?? 0;
    const askers = Number(queries) * p.num_heads * (features * p.key_dim + (p.output_shape ?? features) * valueSize);
    const asked = Number(keys) * p.num_heads * ((lastSize(specs.key) ?? 0) * p.key_dim + (lastSize(specs.value) ?? 0) * valueSize);
    const projected = (Number(queries) + Number(keys)) * p.num_heads * (p.key_dim + valueSize);
    return {
      multiplications: askers + asked + scores * (p.key_dim + valueSize),
      scoresBytes: 4 * scores,
      growth: growthOf(specs),
      held: 3 * scores + 3 * projected,
    };
  },
  layers: ({ id, params: p, refs }) => ({
    records: [
      {
        name: id,
        class_name: 'MultiHeadAttention',
        config: {
          num_heads: p.num_heads,
          key_dim: p.key_dim,
          value_dim: p.value_dim,
          dropout: p.dropout,
          use_bias: p.use_bias,
          ...(p.output_shape === null ? {} : { output_shape: p.output_shape }),
        },
        ...maskedInbound(refs),
        call: { use_causal_mask: p.use_causal_mask },
      },
    ],
    outputs: { output: { layer: id, output: 0 }, scores: { layer: id, output: 1 } },
  }),
  examples: [
    { name: 'self', params: { num_heads: 2, key_dim: 3 }, inputs: { query: [{ shape: ['batch', 4, 5], carries: 'sequence' }] } },
    {
      name: 'self, padded',
      params: { num_heads: 2, key_dim: 3 },
      inputs: { query: [{ shape: ['batch', 'words', 4], carries: 'sequence', masked: true }] },
    },
    {
      name: 'causal, no bias, values of their own size',
      params: { num_heads: 2, key_dim: 2, value_dim: 3, use_bias: false, use_causal_mask: true },
      inputs: { query: [{ shape: ['batch', 4, 4], carries: 'sequence' }] },
    },
    {
      name: 'cross, padded values',
      params: { num_heads: 3, key_dim: 2 },
      inputs: {
        query: [{ shape: ['batch', 3, 4], carries: 'sequence' }],
        value: [{ shape: ['batch', 'words', 5], carries: 'sequence', masked: true }],
      },
    },
    {
      name: 'cross with keys',
      params: { num_heads: 2, key_dim: 2 },
      inputs: {
        query: [{ shape: ['batch', 3, 4], carries: 'sequence' }],
        value: [{ shape: ['batch', 5, 2], carries: 'sequence' }],
        key: [{ shape: ['batch', 5, 3], carries: 'sequence' }],
      },
    },
    {
      name: 'a mask of its own, an output of its own width',
      params: { num_heads: 2, key_dim: 2, value_dim: 3, output_shape: 5 },
      inputs: {
        query: [{ shape: ['batch', 4, 3], carries: 'sequence' }],
        value: [{ shape: ['batch', 5, 2], carries: 'sequence' }],
        mask: [{ shape: ['batch', 4, 5], carries: 'scores', binary: true }],
      },
    },
    {
      name: 'one mask for all queries, causal',
      params: { num_heads: 1, key_dim: 3, use_causal_mask: true },
      inputs: {
        query: [{ shape: ['batch', 4, 3], carries: 'sequence' }],
        mask: [{ shape: ['batch', 1, 4], carries: 'scores', binary: true }],
      },
    },
    {
      name: 'cross with padded keys',
      params: { num_heads: 2, key_dim: 2 },
      inputs: {
        query: [{ shape: ['batch', 3, 2], carries: 'sequence' }],
        value: [{ shape: ['batch', 'words_1', 4], carries: 'sequence' }],
        key: [{ shape: ['batch', 'words_1', 3], carries: 'sequence', masked: true }],
      },
    },
  ],
});
