import { defineNode } from '../../graph/define-node';
import { lastSize } from '../../graph/input-of';
import type { LayerRecord, TensorRef } from '../../graph/layer-record';
import { bool, int } from '../../graph/params';
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

/** Chorowski's attention for speech: it knows where it looked before. */
export const locationAwareAttention = defineNode({
  kind: 'LocationAwareAttention',
  family: 'attention',
  title: 'Location-aware attention',
  letter: 'L',
  keywords: ['chorowski', 'speech', 'tacotron', 'alignment', 'seq2seq', 'hybrid', 'monotonic', 'recurrent'],
  doc: 'Additive attention that remembers where it looked: the queries ask one after the other, and each sees the weights of the one before through a convolution. So it can move on along a long sequence, even where the same sound comes again.',
  formula: 'e_t,j = wᵀ tanh(W s_t + V h_j + U (F ∗ α_{t−1})_j + b),  α_t = softmax(e_t)',
  source: 'Chorowski et al. 2015, arXiv:1506.07503, eq. 8 and 9; cumulative: Shen et al. 2017, arXiv:1712.05884',
  inputs: attentionPorts(['sequence']).filter(({ name }) => name !== 'key'),
  outputs: ATTENTION_OUTPUTS,
  params: {
    units: int({ default: 128, max: 65_536, doc: 'Size in which queries and places are compared.' }),
    filters: int({ default: 10, max: 4096, doc: 'Filters of the convolution over the weights before.' }),
    kernel_size: int({ default: 31, max: 1023, doc: 'Places that the convolution covers; 201 in the paper.' }),
    cumulative: bool({ default: false, doc: 'Sees the sum of all weights so far, as Tacotron 2; else those of the query before alone.' }),
  },
  map: { type: 'matrix', output: 'scores', query: 'query', key: 'value' },
  summary: (p) => `${p.units} units, window ${p.kernel_size}${p.cumulative ? ', cumulative' : ''}`,
  mend: mendToSequence,
  infer: (inputs) => {
    const specs = attentionSpecs(inputs);
    return refuseInputs(specs, 'Location-aware attention') ?? attentionOutputs(specs, lastSize(specs.value) ?? 0, null);
  },
  weights: (inputs, p) => {
    const { query, value } = attentionSpecs(inputs);
    return [
      { name: 'query/kernel', shape: [lastSize(query) ?? 0, p.units], trainable: true },
      { name: 'key/kernel', shape: [lastSize(value) ?? 0, p.units], trainable: true },
      { name: 'key/bias', shape: [p.units], trainable: true },
      { name: 'location_kernel', shape: [p.kernel_size, 1, p.filters], trainable: true },
      { name: 'location_weights', shape: [p.filters, p.units], trainable: true },
      { name: 'scale', shape: [p.units], trainable: true },
    ];
  },
  cost: (inputs, p) => {
    const specs = attentionSpecs(inputs);
    const scores = product([queriesOf(specs.query), keysOf(specs.value)]);
    if (scores === null) return null;
    const [asked, found] = [Number(queriesOf(specs.query)) * p.units, Number(keysOf(specs.value)) * p.units];
    const features = lastSize(specs.value) ?? 0;
    const pair = p.filters * (p.kernel_size + p.units) + 2 * p.units + features;
    return {
      multiplications: asked * (lastSize(specs.query) ?? 0) + found * features + scores * pair,
      scoresBytes: 4 * scores,
      growth: growthOf(specs),
      // Steps are computed again on the way back: only their weights, the projections and the gradient of the keys stay.
      held: (p.cumulative ? 4 : 3) * scores + 2 * asked + 3 * found,
    };
  },
  layers: ({ id, params: p, refs }) => {
    const { query, value } = attentionRefs(refs);
    const dense = (name: string, use_bias: boolean, from: TensorRef): LayerRecord => ({
      name: `${id}_${name}`,
      class_name: 'Dense',
      config: { units: p.units, activation: 'linear', use_bias },
      inbound: [from],
    });
    return {
      records: [
        dense('query', false, query),
        dense('key', true, value),
        {
          name: id,
          class_name: 'LocationAwareAttention',
          config: { filters: p.filters, kernel_size: p.kernel_size, cumulative: p.cumulative },
          inbound: [{ layer: `${id}_query`, output: 0 }, value, { layer: `${id}_key`, output: 0 }],
        },
      ],
      outputs: { output: { layer: id, output: 0 }, scores: { layer: id, output: 1 } },
    };
  },
  examples: [
    {
      name: 'self',
      params: { units: 3, filters: 2, kernel_size: 3 },
      inputs: { query: [{ shape: ['batch', 4, 3], carries: 'sequence' }] },
    },
    {
      name: 'padded, even window',
      params: { units: 2, filters: 3, kernel_size: 2 },
      inputs: {
        query: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }],
        value: [{ shape: ['batch', 'words_1', 2], carries: 'sequence', masked: true }],
      },
    },
    {
      name: 'cumulative, a window longer than the sequence',
      params: { units: 4, filters: 1, kernel_size: 7, cumulative: true },
      inputs: {
        query: [{ shape: ['batch', 5, 2], carries: 'sequence' }],
        value: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }],
      },
    },
    {
      name: 'cross',
      params: { units: 2, filters: 2, kernel_size: 3 },
      inputs: { query: [{ shape: ['batch', 3, 2], carries: 'sequence' }], value: [{ shape: ['batch', 4, 3], carries: 'sequence' }] },
    },
  ],
});
