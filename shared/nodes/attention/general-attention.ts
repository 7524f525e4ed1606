import { defineNode } from '../../graph/define-node';
import { lastSize } from '../../graph/input-of';
import { bool, float } from '../../graph/params';
import { mendToSequence } from '../mends';
import { product } from '../sizes';
import {
  ATTENTION_OUTPUTS,
  attentionOutputs,
  attentionPorts,
  attentionRefs,
  attentionSpecs,
  growthOf,
  keysOf,
  queriesOf,
  refuseInputs,
} from './attention-inputs';
import { answerAsVector, queryAsRow } from './query-row';

/** Luong's `general` score: a Dense without bias before Keras's `Attention`. */
export const generalAttention = defineNode({
  kind: 'GeneralAttention',
  family: 'attention',
  title: 'General attention',
  letter: 'G',
  keywords: ['luong', 'bilinear', 'alignment', 'seq2seq', 'multiplicative'],
  doc: 'A learned matrix turns a query into the terms of the keys before they are compared by their dot product, so that both may have widths of their own.',
  formula: 'softmax(qᵀ W k) V',
  source: 'Luong et al. 2015, arXiv:1508.04025, eq. 8 “general”',
  inputs: attentionPorts(['sequence', 'vector']),
  outputs: ATTENTION_OUTPUTS,
  params: {
    use_causal_mask: bool({ default: false, doc: 'A place sees only itself and those before it.', advanced: true }),
    dropout: float({ default: 0, min: 0, max: 0.99, step: 0.05, doc: 'Part of the weights dropped while training.', advanced: true }),
  },
  map: { type: 'matrix', output: 'scores', query: 'query', key: 'value' },
  summary: (p) => (p.use_causal_mask ? 'qᵀ W k, causal' : 'qᵀ W k'),
  mend: mendToSequence,
  infer: (inputs) => {
    const specs = attentionSpecs(inputs);
    return refuseInputs(specs, 'General attention') ?? attentionOutputs(specs, lastSize(specs.value) ?? 0, null);
  },
  weights: (inputs) => {
    const { query, key } = attentionSpecs(inputs);
    return [{ name: 'query/kernel', shape: [lastSize(query) ?? 0, lastSize(key) ?? 0], trainable: true }];
  },
  cost: (inputs) => {
    const specs = attentionSpecs(inputs);
    const scores = product([queriesOf(specs.query), keysOf(specs.value)]);
    if (scores === null) return null;
    const [asked, found, given] = [specs.query, specs.key, specs.value].map((spec) => lastSize(spec) ?? 0) as [number, number, number];
    const projected = Number(queriesOf(specs.query)) * found;
    return {
      multiplications: projected * asked + scores * (found + given),
      scoresBytes: 4 * scores,
      growth: growthOf(specs),
      held: 3 * scores + projected,
    };
  },
  layers: ({ id, params: p, specs: inputs, refs }) => {
    const specs = attentionSpecs(inputs);
    const { query, value, key } = attentionRefs(refs);
    const row = queryAsRow(id, specs.query, query);
    const answer = answerAsVector(id, specs.query, lastSize(specs.value) ?? 0);
    const asked = { layer: `${id}_query`, output: 0 };
    return {
      records: [
        ...row.records,
        {
          name: asked.layer,
          class_name: 'Dense',
          config: { units: lastSize(specs.key) ?? 1, activation: 'linear', use_bias: false },
          inbound: [row.ref],
        },
        {
          name: id,
          class_name: 'Attention',
          config: { use_scale: false, dropout: p.dropout },
          inbound: key ? [asked, value, key] : [asked, value],
          call: { use_causal_mask: p.use_causal_mask },
        },
        ...answer.records,
      ],
      outputs: { output: answer.ref, scores: { layer: id, output: 1 } },
    };
  },
  examples: [
    { name: 'self', params: {}, inputs: { query: [{ shape: ['batch', 4, 3], carries: 'sequence' }] } },
    {
      name: 'cross with keys, padded, causal',
      params: { use_causal_mask: true },
      inputs: {
        query: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }],
        value: [{ shape: ['batch', 'words_1', 5], carries: 'sequence', masked: true }],
        key: [{ shape: ['batch', 'words_1', 2], carries: 'sequence' }],
      },
    },
    {
      name: 'a vector asks, padded',
      params: {},
      inputs: {
        query: [{ shape: ['batch', 3], carries: 'vector' }],
        value: [{ shape: ['batch', 'words', 2], carries: 'sequence', masked: true }],
      },
    },
    {
      name: 'cross with padded keys',
      params: {},
      inputs: {
        query: [{ shape: ['batch', 3, 2], carries: 'sequence' }],
        value: [{ shape: ['batch', 'words_1', 4], carries: 'sequence' }],
        key: [{ shape: ['batch', 'words_1', 3], carries: 'sequence', masked: true }],
      },
    },
  ],
});
