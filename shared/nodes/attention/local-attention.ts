import { defineNode, refuse } from '../../graph/define-node';
import { inputOf, lastSize } from '../../graph/input-of';
import type { LayerRecord } from '../../graph/layer-record';
import { int } from '../../graph/params';
import { formatShape } from '../../graph/spec';
import { mendToSequence } from '../mends';
import { attentionOutputs, attentionSpecs, COMPUTED_SCORES } from './attention-inputs';
import {
  HEAD_PARAMS,
  headSummary,
  projectedCost,
  projectedRecords,
  projectionWeights,
  valueSize,
  WEIGHT_DROPOUT,
} from './projected-attention';

/** Attention within a window, in blocks: linear in the length. */
export const localAttention = defineNode({
  kind: 'LocalAttention',
  family: 'attention',
  title: 'Local attention',
  letter: 'L',
  keywords: ['window', 'sliding', 'longformer', 'band', 'sparse', 'long', 'efficient'],
  doc: 'Every place looks only at its neighbours: so many before and behind it as the window says. Time and memory grow with the length times the window, so that long sequences stay cheap; what lies further away is reached through several layers.',
  formula: 'softmax(Q_h K_hᵀ / √d where |i − j| ≤ w) V_h · W_o',
  source: 'Beltagy et al. 2020, arXiv:2004.05150',
  inputs: [{ name: 'query', doc: 'A sequence that looks at itself', accepts: ['sequence'] }],
  outputs: COMPUTED_SCORES,
  params: {
    window: int({ default: 16, max: 4096, doc: 'How many places each looks before it, and as many behind it.' }),
    ...HEAD_PARAMS,
    dropout: WEIGHT_DROPOUT,
  },
  map: { type: 'matrix', output: 'scores', query: 'query', key: 'query' },
  summary: (p) => `${headSummary(p)}, window ${p.window}`,
  mend: mendToSequence,
  infer: (inputs, p) => {
    const x = inputOf(inputs, 'query');
    const features = lastSize(x);
    if (features === null) {
      return refuse('Local attention needs to know how many features a place has.', {
        port: 'query',
        expected: 'a known last size',
        received: formatShape(x.shape),
      });
    }
    return attentionOutputs(attentionSpecs(inputs), features, p.num_heads);
  },
  weights: (inputs, p) => projectionWeights(inputs, p),
  cost: (inputs, p) =>
    projectedCost(inputs, p, 'n·w', (places) => {
      // Blocks as long as the window, each compared with itself and its neighbours.
      const pairs = p.num_heads * Math.ceil(places / p.window) * p.window * (p.use_causal_mask ? 2 : 3) * p.window;
      const around = 3 * places * p.num_heads * (p.key_dim + valueSize(p));
      return { multiplications: pairs * (p.key_dim + valueSize(p)), held: 3 * pairs + around, scores: pairs };
    }),
  layers: ({ id, params: p, specs, refs }) => {
    const { inbound, before, after } = projectedRecords(id, specs, refs, p);
    const config = { num_heads: p.num_heads, window: p.window, use_causal_mask: p.use_causal_mask };
    const record = (name: string, className: string, more: LayerRecord['config'] = {}): LayerRecord => ({
      name,
      class_name: className,
      config: { ...config, ...more },
      inbound,
    });
    const output = after({ layer: id, output: 0 });
    return {
      records: [...before, record(id, 'LocalAttention', { dropout: p.dropout }), output, record(`${id}_scores`, 'LocalAttentionScores')],
      outputs: { output: { layer: output.name, output: 0 }, scores: { layer: `${id}_scores`, output: 0 } },
    };
  },
  examples: [
    {
      name: 'several blocks, the last one cut',
      params: { window: 2, num_heads: 2, key_dim: 3 },
      inputs: { query: [{ shape: ['batch', 7, 4], carries: 'sequence' }] },
    },
    {
      name: 'causal, padded',
      params: { window: 2, num_heads: 1, key_dim: 2, value_dim: 3, use_causal_mask: true },
      inputs: { query: [{ shape: ['batch', 'words', 4], carries: 'sequence', masked: true }] },
    },
    {
      name: 'dropout',
      params: { window: 2, num_heads: 2, key_dim: 2, dropout: 0.4 },
      inputs: { query: [{ shape: ['batch', 5, 3], carries: 'sequence' }] },
    },
    {
      name: 'padded, window of one, no bias',
      params: { window: 1, num_heads: 2, key_dim: 2, use_bias: false },
      inputs: { query: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }] },
    },
    {
      name: 'a window longer than the sequence',
      params: { window: 6, num_heads: 1, key_dim: 2 },
      inputs: { query: [{ shape: ['batch', 4, 3], carries: 'sequence' }] },
    },
  ],
});
