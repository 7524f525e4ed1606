import { defineNode, type InputSpecs, refuse, type WeightSpec } from '../../graph/define-node';
import { lastSize } from '../../graph/input-of';
import { choice, int } from '../../graph/params';
import { mendToSequence } from '../mends';
import { ATTENTION_OUTPUTS, attentionOutputs, attentionPorts, attentionSpecs, growthOf, refuseInputs } from './attention-inputs';
import {
  HEAD_PARAMS,
  headSummary,
  projectedCost,
  projectedRecords,
  projectionWeights,
  valueSize,
  WEIGHT_DROPOUT,
} from './projected-attention';

/** sinusoidal: numbers that a distance is written in: as many as a query has, and even. */
const positionSize = (inputs: InputSpecs): number => 2 * Math.ceil((lastSize(attentionSpecs(inputs).query) ?? 0) / 2);

interface Positions {
  readonly positions: 'bias' | 'rotary' | 'sinusoidal';
  readonly num_buckets: number;
  readonly num_heads: number;
  readonly key_dim: number;
}

function positionWeights(inputs: InputSpecs, p: Positions): WeightSpec[] {
  switch (p.positions) {
    case 'bias':
      return [{ name: 'relative_bias', shape: [p.num_buckets, p.num_heads], trainable: true }];
    case 'rotary':
      return [];
    case 'sinusoidal':
      return [
        { name: 'position_kernel', shape: [positionSize(inputs), p.num_heads * p.key_dim], trainable: true },
        { name: 'content_bias', shape: [p.num_heads, p.key_dim], trainable: true },
        { name: 'position_bias', shape: [p.num_heads, p.key_dim], trainable: true },
      ];
  }
}

/** Multi-head attention with positions inside: T5's learned bias, RoFormer's turned queries and keys, or Transformer-XL's waves. */
export const relativeAttention = defineNode({
  kind: 'RelativeAttention',
  family: 'attention',
  title: 'Relative attention',
  letter: 'R',
  keywords: ['position', 't5', 'transformer-xl', 'sinusoidal', 'bias', 'rotary', 'rope', 'roformer', 'shaw', 'distance'],
  doc: 'Multi-head attention that knows how far two places are from each other: each head learns a number for every distance, queries and keys are turned by an angle that grows with their place, or queries also meet waves of the distance. No positions need to be added before it.',
  formula: 'softmax(Q_h K_hᵀ / √d + b_h(j − i)) V_h · W_o,  or Q and K turned by place,  or softmax(((Q + u) Kᵀ + (Q + v) (R W_r)ᵀ) / √d)',
  source:
    'Raffel et al. 2019, arXiv:1910.10683 (bias); Su et al. 2021, arXiv:2104.09864 (rotary); Dai et al. 2019, arXiv:1901.02860 (sinusoidal)',
  inputs: attentionPorts(['sequence']),
  outputs: ATTENTION_OUTPUTS,
  params: {
    positions: choice({
      options: ['bias', 'rotary', 'sinusoidal'],
      default: 'bias',
      doc: 'bias: a learned number for each head and distance. rotary: queries and keys turned by their place; nothing to learn. sinusoidal: Transformer-XL’s, waves of the distance behind a learned projection, and two learned biases.',
    }),
    ...HEAD_PARAMS,
    dropout: WEIGHT_DROPOUT,
    num_buckets: int({ default: 32, min: 4, max: 4096, doc: 'bias: groups of distances; near ones have one each.', advanced: true }),
    max_distance: int({ default: 128, min: 2, max: 65_536, doc: 'bias: all places further away count as one distance.', advanced: true }),
  },
  map: { type: 'matrix', output: 'scores', query: 'query', key: 'value' },
  summary: (p) => `${headSummary(p)}, ${p.positions}`,
  mend: mendToSequence,
  infer: (inputs, p) => {
    const specs = attentionSpecs(inputs);
    const refused = refuseInputs(specs, 'Relative attention');
    if (refused) return refused;
    if (p.positions === 'rotary' && p.key_dim % 2 === 1) {
      return refuse('Rotary positions turn pairs of features, so a head needs an even number of them.', {
        expected: 'an even key_dim',
        received: `${p.key_dim}`,
        fix: { type: 'set', title: `Use key_dim ${p.key_dim + 1}`, param: 'key_dim', value: p.key_dim + 1 },
      });
    }
    const near = Math.floor((p.use_causal_mask ? p.num_buckets : Math.floor(p.num_buckets / 2)) / 2);
    if (p.positions === 'bias' && p.max_distance <= near) {
      return refuse('Groups of distances reach further than max_distance.', {
        expected: `a max_distance above ${near}`,
        received: `${p.max_distance}`,
        fix: { type: 'set', title: `Use max_distance ${4 * near}`, param: 'max_distance', value: 4 * near },
      });
    }
    return attentionOutputs(specs, lastSize(specs.query) ?? 0, p.num_heads);
  },
  weights: (inputs, p) => [...projectionWeights(inputs, p), ...positionWeights(inputs, p)],
  cost: (inputs, p) =>
    projectedCost(inputs, p, growthOf(attentionSpecs(inputs)), (queries, keys) => {
      const scores = p.num_heads * queries * keys;
      const heads = p.num_heads * (queries + keys) * (p.key_dim + valueSize(p));
      // Of waves: each query in the width of a distance, and its product with every key.
      const width = p.positions === 'sinusoidal' ? positionSize(inputs) : 0;
      const waves = p.num_heads * queries * width * p.key_dim + scores * width;
      const held = 4 * scores + 2 * heads + 4 * p.num_heads * queries * width;
      return { multiplications: scores * (p.key_dim + valueSize(p)) + waves, held, scores };
    }),
  layers: ({ id, params: p, specs, refs }) => {
    const { inbound, before, after } = projectedRecords(id, specs, refs, p);
    const output = after({ layer: id, output: 0 });
    const config = {
      num_heads: p.num_heads,
      positions: p.positions,
      num_buckets: p.num_buckets,
      max_distance: p.max_distance,
      use_causal_mask: p.use_causal_mask,
      dropout: p.dropout,
      ...(p.positions === 'sinusoidal' ? { position_size: positionSize(specs) } : {}),
    };
    return {
      records: [...before, { name: id, class_name: 'RelativeAttention', config, inbound }, output],
      outputs: { output: { layer: output.name, output: 0 }, scores: { layer: id, output: 1 } },
    };
  },
  examples: [
    {
      name: 'bias, distances in groups',
      params: { num_heads: 2, key_dim: 3, num_buckets: 8, max_distance: 6 },
      inputs: { query: [{ shape: ['batch', 9, 2], carries: 'sequence' }] },
    },
    {
      name: 'bias, causal, padded',
      params: { num_heads: 2, key_dim: 2, num_buckets: 4, max_distance: 4, use_causal_mask: true },
      inputs: { query: [{ shape: ['batch', 'words', 4], carries: 'sequence', masked: true }] },
    },
    {
      name: 'bias, dropout',
      params: { num_heads: 2, key_dim: 2, num_buckets: 4, max_distance: 4, dropout: 0.4 },
      inputs: { query: [{ shape: ['batch', 4, 3], carries: 'sequence' }] },
    },
    {
      name: 'sinusoidal, padded, an odd width',
      params: { positions: 'sinusoidal', num_heads: 2, key_dim: 2 },
      inputs: { query: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }] },
    },
    {
      name: 'sinusoidal, cross',
      params: { positions: 'sinusoidal', num_heads: 1, key_dim: 3, value_dim: 2 },
      inputs: {
        query: [{ shape: ['batch', 3, 4], carries: 'sequence' }],
        value: [{ shape: ['batch', 5, 2], carries: 'sequence' }],
      },
    },
    {
      name: 'rotary, padded',
      params: { positions: 'rotary', num_heads: 2, key_dim: 4 },
      inputs: { query: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }] },
    },
    {
      name: 'rotary, cross, no bias',
      params: { positions: 'rotary', num_heads: 1, key_dim: 2, value_dim: 3, use_bias: false },
      inputs: {
        query: [{ shape: ['batch', 3, 4], carries: 'sequence' }],
        value: [{ shape: ['batch', 5, 2], carries: 'sequence' }],
      },
    },
    {
      name: 'bias, cross with keys, padded values',
      params: { num_heads: 2, key_dim: 2, num_buckets: 4, max_distance: 3 },
      inputs: {
        query: [{ shape: ['batch', 3, 2], carries: 'sequence' }],
        value: [{ shape: ['batch', 'words_1', 4], carries: 'sequence', masked: true }],
        key: [{ shape: ['batch', 'words_1', 3], carries: 'sequence' }],
      },
    },
    {
      name: 'rotary, cross with padded keys',
      params: { positions: 'rotary', num_heads: 1, key_dim: 2 },
      inputs: {
        query: [{ shape: ['batch', 3, 2], carries: 'sequence' }],
        value: [{ shape: ['batch', 'words_1', 4], carries: 'sequence' }],
        key: [{ shape: ['batch', 'words_1', 3], carries: 'sequence', masked: true }],
      },
    },
  ],
});
