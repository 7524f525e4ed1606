import { defineNode } from '../../graph/define-node';
import { lastSize } from '../../graph/input-of';
import type { LayerRecord, TensorRef } from '../../graph/layer-record';
import { int } from '../../graph/params';
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

/** FAVOR+: softmax attention, approached by random features. */
export const performerAttention = defineNode({
  kind: 'PerformerAttention',
  family: 'attention',
  title: 'Performer attention',
  letter: 'P',
  keywords: ['favor', 'random features', 'choromanski', 'kernel', 'long', 'efficient'],
  doc: 'Comes as close to ordinary attention as you like, with random features of queries and keys: the more, the closer. Time and memory grow with the length, not its square. The features are drawn from the seed and stay as they are. Training computes no weights, so none can be dropped: put a Dropout behind it. The map is computed apart when you look at it.',
  formula: 'φ(Q) (φ(K)ᵀ V) / φ(Q) Σ φ(k),  φ(x) = exp(ω x / ⁴√d − |x|² / 2√d)',
  source: 'Choromanski et al. 2020, arXiv:2009.14794',
  inputs: attentionPorts(['sequence']),
  outputs: COMPUTED_SCORES,
  params: {
    ...HEAD_PARAMS,
    num_features: int({
      default: 64,
      max: 8192,
      doc: 'Random features of each head: more come closer to ordinary attention, and cost more.',
    }),
  },
  map: { type: 'matrix', output: 'scores', query: 'query', key: 'value' },
  summary: (p) => `${headSummary(p)}, ${p.num_features} features`,
  mend: mendToSequence,
  infer: (inputs, p) => {
    const specs = attentionSpecs(inputs);
    return (
      refuseInputs(specs, 'Performer attention') ??
      refuseCausalCross(specs, p, 'Performer attention') ??
      attentionOutputs(specs, lastSize(specs.query) ?? 0, p.num_heads)
    );
  },
  weights: (inputs, p) => [
    ...projectionWeights(inputs, p),
    { name: 'features/projection', shape: [p.key_dim, p.num_features], trainable: false },
  ],
  cost: (inputs, p) =>
    projectedCost(inputs, p, 'n', (queries, keys) => {
      const drawn = (queries + keys) * p.num_heads * p.num_features * p.key_dim;
      const sums = (queries + keys) * p.num_heads * p.num_features * (valueSize(p) + 1);
      const pairs = p.use_causal_mask ? queries * 64 * p.num_heads : 0;
      const features = p.num_heads * (3 * (queries + keys) * p.num_features + 2 * (queries + keys) * valueSize(p));
      return { multiplications: drawn + sums + pairs * (p.num_features + valueSize(p)), held: features + 2 * pairs, scores: 0 };
    }),
  layers: ({ id, params: p, specs, refs }) => {
    const { inbound, before, after } = projectedRecords(id, specs, refs, p);
    const [query, value, key] = inbound;
    const features = (name: string, from: TensorRef, shares?: string): LayerRecord => ({
      name,
      class_name: 'RandomFeatures',
      config: { num_heads: p.num_heads, num_features: p.num_features },
      inbound: [from],
      ...(shares ? { shares } : {}),
    });
    const record = (name: string, className: string): LayerRecord => ({
      name,
      class_name: className,
      config: { num_heads: p.num_heads, feature_map: 'exp', use_causal_mask: p.use_causal_mask },
      inbound: [{ layer: `${id}_features`, output: 0 }, value, { layer: `${id}_key_features`, output: 0 }],
    });
    const output = after({ layer: id, output: 0 });
    return {
      records: [
        ...before,
        features(`${id}_features`, query),
        features(`${id}_key_features`, key, `${id}_features`),
        record(id, 'LinearAttention'),
        output,
        record(`${id}_scores`, 'LinearAttentionScores'),
      ],
      outputs: { output: { layer: output.name, output: 0 }, scores: { layer: `${id}_scores`, output: 0 } },
    };
  },
  examples: [
    {
      name: 'self',
      params: { num_heads: 2, key_dim: 3, num_features: 5 },
      inputs: { query: [{ shape: ['batch', 5, 4], carries: 'sequence' }] },
    },
    {
      name: 'causal, padded',
      params: { num_heads: 2, key_dim: 2, num_features: 3, use_causal_mask: true },
      inputs: { query: [{ shape: ['batch', 'words', 4], carries: 'sequence', masked: true }] },
    },
    {
      name: 'cross with keys, padded values',
      params: { num_heads: 2, key_dim: 2, value_dim: 3, num_features: 4, use_bias: false },
      inputs: {
        query: [{ shape: ['batch', 3, 4], carries: 'sequence' }],
        value: [{ shape: ['batch', 'words', 5], carries: 'sequence', masked: true }],
        key: [{ shape: ['batch', 'words', 3], carries: 'sequence' }],
      },
    },
    {
      name: 'cross with padded keys',
      params: { num_heads: 1, key_dim: 2, num_features: 3 },
      inputs: {
        query: [{ shape: ['batch', 3, 2], carries: 'sequence' }],
        value: [{ shape: ['batch', 'words_1', 4], carries: 'sequence' }],
        key: [{ shape: ['batch', 'words_1', 3], carries: 'sequence', masked: true }],
      },
    },
  ],
});
