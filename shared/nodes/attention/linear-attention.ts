import { defineNode } from '../../graph/define-node';
import { lastSize } from '../../graph/input-of';
import type { LayerRecord } from '../../graph/layer-record';
import { mendToSequence } from '../mends';
import { attentionOutputs, attentionPorts, attentionSpecs, COMPUTED_SCORES, refuseInputs } from './attention-inputs';
import {
  HEAD_PARAMS,
  headSummary,
  projectedCost,
  projectedRecords,
  projectionWeights,
  refuseCausalCross,
  valueSize,
} from './projected-attention';

/** Katharopoulos et al.: softmax replaced by a product of features. */
export const linearAttention = defineNode({
  kind: 'LinearAttention',
  family: 'attention',
  title: 'Linear attention',
  letter: 'L',
  keywords: ['katharopoulos', 'kernel', 'elu', 'long', 'efficient', 'transformers are rnns'],
  doc: 'Weights are products of positive features of query and key instead of a softmax. Keys and values are summed up once for all queries, so time and memory grow with the length, not its square. Training computes no weights, so none can be dropped: put a Dropout behind it. The map is computed apart when you look at it.',
  formula: 'φ(Q) (φ(K)ᵀ V) / φ(Q) Σ φ(k),  φ(x) = elu(x) + 1',
  source: 'Katharopoulos et al. 2020, arXiv:2006.16236',
  inputs: attentionPorts(['sequence']),
  outputs: COMPUTED_SCORES,
  params: HEAD_PARAMS,
  map: { type: 'matrix', output: 'scores', query: 'query', key: 'value' },
  summary: (p) => headSummary(p),
  mend: mendToSequence,
  infer: (inputs, p) => {
    const specs = attentionSpecs(inputs);
    return (
      refuseInputs(specs, 'Linear attention') ??
      refuseCausalCross(specs, p, 'Linear attention') ??
      attentionOutputs(specs, lastSize(specs.query) ?? 0, p.num_heads)
    );
  },
  weights: (inputs, p) => projectionWeights(inputs, p),
  cost: (inputs, p) =>
    projectedCost(inputs, p, 'n', (queries, keys) => {
      const sums = (queries + keys) * p.num_heads * p.key_dim * (valueSize(p) + 1);
      // Causal: pairs within blocks of 64 places.
      const pairs = p.use_causal_mask ? queries * 64 * p.num_heads : 0;
      const features = p.num_heads * (2 * (queries + keys) * p.key_dim + 2 * (queries + keys) * valueSize(p));
      return { multiplications: sums + pairs * (p.key_dim + valueSize(p)), held: features + 2 * pairs, scores: 0 };
    }),
  layers: ({ id, params: p, specs, refs }) => {
    const { inbound, before, after } = projectedRecords(id, specs, refs, p);
    const record = (name: string, className: string): LayerRecord => ({
      name,
      class_name: className,
      config: { num_heads: p.num_heads, feature_map: 'elu', use_causal_mask: p.use_causal_mask },
      inbound,
    });
    const output = after({ layer: id, output: 0 });
    return {
      records: [...before, record(id, 'LinearAttention'), output, record(`${id}_scores`, 'LinearAttentionScores')],
      outputs: { output: { layer: output.name, output: 0 }, scores: { layer: `${id}_scores`, output: 0 } },
    };
  },
  examples: [
    { name: 'self', params: { num_heads: 2, key_dim: 3 }, inputs: { query: [{ shape: ['batch', 5, 4], carries: 'sequence' }] } },
    {
      name: 'self, padded',
      params: { num_heads: 2, key_dim: 2, value_dim: 3 },
      inputs: { query: [{ shape: ['batch', 'words', 4], carries: 'sequence', masked: true }] },
    },
    {
      name: 'causal, padded, no bias',
      params: { num_heads: 1, key_dim: 3, use_causal_mask: true, use_bias: false },
      inputs: { query: [{ shape: ['batch', 'words', 4], carries: 'sequence', masked: true }] },
    },
    {
      name: 'cross with keys, padded values',
      params: { num_heads: 2, key_dim: 2 },
      inputs: {
        query: [{ shape: ['batch', 3, 4], carries: 'sequence' }],
        value: [{ shape: ['batch', 'words', 5], carries: 'sequence', masked: true }],
        key: [{ shape: ['batch', 'words', 2], carries: 'sequence' }],
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
