import { defineNode } from '../../graph/define-node';
import { lastSize } from '../../graph/input-of';
import type { LayerRecord, TensorRef } from '../../graph/layer-record';
import { bool, float, int } from '../../graph/params';
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

/** Bahdanau's attention: Keras `AdditiveAttention` (its `scale` is v) behind the projections W and U, which Keras leaves out. */
export const additiveAttention = defineNode({
  kind: 'AdditiveAttention',
  family: 'attention',
  title: 'Additive attention',
  letter: 'A',
  everyday: true,
  keywords: ['bahdanau', 'alignment', 'seq2seq', 'concat'],
  doc: 'A small network compares every query with every key; the values are averaged, weighted by how well they match.',
  formula: 'softmax(vᵀ tanh(W q + U k)) V',
  source: 'Bahdanau et al. 2014, arXiv:1409.0473',
  inputs: attentionPorts(['sequence', 'vector']),
  outputs: ATTENTION_OUTPUTS,
  params: {
    units: int({ default: 64, max: 65_536, doc: 'Size of the comparing network: columns of W and U, length of v.' }),
    use_causal_mask: bool({ default: false, doc: 'A place sees only itself and those before it.', advanced: true }),
    dropout: float({ default: 0, min: 0, max: 0.99, step: 0.05, doc: 'Part of the weights dropped while training.', advanced: true }),
  },
  map: { type: 'matrix', output: 'scores', query: 'query', key: 'value' },
  summary: (p) => `${p.units} units${p.use_causal_mask ? ', causal' : ''}`,
  mend: mendToSequence,
  infer: (inputs) => {
    const specs = attentionSpecs(inputs);
    return refuseInputs(specs, 'Additive attention') ?? attentionOutputs(specs, lastSize(specs.value) ?? 0, null);
  },
  weights: (inputs, p) => {
    const { query, key } = attentionSpecs(inputs);
    return [
      { name: 'query/kernel', shape: [lastSize(query) ?? 0, p.units], trainable: true },
      { name: 'key/kernel', shape: [lastSize(key) ?? 0, p.units], trainable: true },
      { name: 'scale', shape: [p.units], trainable: true },
    ];
  },
  cost: (inputs, p) => {
    const specs = attentionSpecs(inputs);
    const queries = queriesOf(specs.query);
    const keys = keysOf(specs.value);
    const scores = product([queries, keys]);
    if (scores === null) return null;
    const projections = Number(queries) * (lastSize(specs.query) ?? 0) * p.units + Number(keys) * (lastSize(specs.key) ?? 0) * p.units;
    return {
      multiplications: projections + scores * (p.units + (lastSize(specs.value) ?? 0)),
      scoresBytes: 4 * scores,
      growth: growthOf(specs),
      // Every pair has a vector of its own: the sum, its tanh, and that times v.
      held: 3 * scores * p.units + 2 * scores + (Number(queries) + Number(keys)) * p.units,
    };
  },
  layers: ({ id, params: p, specs: inputs, refs }) => {
    const specs = attentionSpecs(inputs);
    const { query, value, key } = attentionRefs(refs);
    const row = queryAsRow(id, specs.query, query);
    const answer = answerAsVector(id, specs.query, lastSize(specs.value) ?? 0);
    const projection = (name: string, ref: TensorRef): LayerRecord => ({
      name,
      class_name: 'Dense',
      config: { units: p.units, activation: 'linear', use_bias: false },
      inbound: [ref],
    });
    const record: LayerRecord = {
      name: id,
      class_name: 'AdditiveAttention',
      config: { use_scale: true, dropout: p.dropout },
      inbound: [{ layer: `${id}_query`, output: 0 }, value, { layer: `${id}_key`, output: 0 }],
      call: { use_causal_mask: p.use_causal_mask },
    };
    return {
      records: [...row.records, projection(`${id}_query`, row.ref), projection(`${id}_key`, key ?? value), record, ...answer.records],
      outputs: { output: answer.ref, scores: { layer: id, output: 1 } },
    };
  },
  examples: [
    { name: 'self', params: { units: 3 }, inputs: { query: [{ shape: ['batch', 4, 2], carries: 'sequence' }] } },
    {
      name: 'cross with keys, padded, causal',
      params: { units: 4, use_causal_mask: true },
      inputs: {
        query: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }],
        value: [{ shape: ['batch', 'words_1', 5], carries: 'sequence', masked: true }],
        key: [{ shape: ['batch', 'words_1', 2], carries: 'sequence' }],
      },
    },
    {
      name: 'a vector asks, padded',
      params: { units: 4 },
      inputs: {
        query: [{ shape: ['batch', 3], carries: 'vector' }],
        value: [{ shape: ['batch', 'words', 2], carries: 'sequence', masked: true }],
      },
    },
    {
      name: 'cross with padded keys',
      params: { units: 3 },
      inputs: {
        query: [{ shape: ['batch', 3, 2], carries: 'sequence' }],
        value: [{ shape: ['batch', 'words_1', 4], carries: 'sequence' }],
        key: [{ shape: ['batch', 'words_1', 3], carries: 'sequence', masked: true }],
      },
    },
  ],
});
