import { defineNode, refuse } from '../../graph/define-node';
import { lastSize } from '../../graph/input-of';
import type { LayerRecord } from '../../graph/layer-record';
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

/** Keras `Attention`, with the 1/√d of Vaswani et al. as a Rescaling of the query. */
export const attention = defineNode({
  kind: 'Attention',
  family: 'attention',
  title: 'Dot-product attention',
  letter: 'A',
  everyday: true,
  keywords: ['luong', 'scaled', 'self-attention', 'qkv'],
  doc: 'Every query compares itself with every key by their dot product and takes the mean of the values, weighted by how well they match.',
  formula: 'softmax(Q Kᵀ / √d) V',
  source: 'Luong et al. 2015, arXiv:1508.04025; Vaswani et al. 2017, arXiv:1706.03762',
  inputs: attentionPorts(['sequence', 'vector']),
  outputs: ATTENTION_OUTPUTS,
  params: {
    scaled: bool({ default: true, doc: 'Divides by √d, so that large vectors do not make the weights all or nothing.' }),
    use_scale: bool({ default: false, doc: 'Multiplies by a learned number.', advanced: true }),
    use_causal_mask: bool({ default: false, doc: 'A place sees only itself and those before it.' }),
    dropout: float({ default: 0, min: 0, max: 0.99, step: 0.05, doc: 'Part of the weights dropped while training.', advanced: true }),
  },
  map: { type: 'matrix', output: 'scores', query: 'query', key: 'value' },
  summary: (p) => [p.scaled ? 'scaled' : 'not scaled', ...(p.use_causal_mask ? ['causal'] : [])].join(', '),
  mend: mendToSequence,
  infer: (inputs) => {
    const specs = attentionSpecs(inputs);
    const refusal = refuseInputs(specs, 'Dot-product attention');
    if (refusal) return refusal;
    const asked = lastSize(specs.query);
    const found = lastSize(specs.key);
    if (asked !== found && found !== null) {
      return refuse('Query and key have different numbers of features, so there is no dot product.', {
        port: 'query',
        expected: `${found} features`,
        received: `${asked} features`,
        fix: {
          type: 'insert',
          title: `Insert Dense with ${found} units`,
          port: 'query',
          kind: 'Dense',
          params: { units: found },
          input: 'input',
          output: 'output',
        },
      });
    }
    return attentionOutputs(specs, lastSize(specs.value) ?? 0, null);
  },
  weights: (_inputs, p) => (p.use_scale ? [{ name: 'scale', shape: [], trainable: true }] : []),
  cost: (inputs) => {
    const specs = attentionSpecs(inputs);
    const scores = product([queriesOf(specs.query), keysOf(specs.value)]);
    const width = (lastSize(specs.query) ?? 0) + (lastSize(specs.value) ?? 0);
    return scores === null ? null : { multiplications: scores * width, scoresBytes: 4 * scores, growth: growthOf(specs), held: 3 * scores };
  },
  layers: ({ id, params: p, specs: inputs, refs }) => {
    const specs = attentionSpecs(inputs);
    const { query, value, key } = attentionRefs(refs);
    const row = queryAsRow(id, specs.query, query);
    const scaling: LayerRecord[] = p.scaled
      ? [
          {
            name: `${id}_scaled`,
            class_name: 'Rescaling',
            config: { scale: 1 / Math.sqrt(lastSize(specs.query) ?? 1), offset: 0 },
            inbound: [row.ref],
          },
        ]
      : [];
    const asked = p.scaled ? { layer: `${id}_scaled`, output: 0 } : row.ref;
    const answer = answerAsVector(id, specs.query, lastSize(specs.value) ?? 0);
    const record: LayerRecord = {
      name: id,
      class_name: 'Attention',
      config: { use_scale: p.use_scale, dropout: p.dropout },
      inbound: key ? [asked, value, key] : [asked, value],
      call: { use_causal_mask: p.use_causal_mask },
    };
    return {
      records: [...row.records, ...scaling, record, ...answer.records],
      outputs: { output: answer.ref, scores: { layer: id, output: 1 } },
    };
  },
  examples: [
    { name: 'self', params: {}, inputs: { query: [{ shape: ['batch', 4, 3], carries: 'sequence' }] } },
    {
      name: 'not scaled, causal, learned scale',
      params: { scaled: false, use_scale: true, use_causal_mask: true },
      inputs: { query: [{ shape: ['batch', 4, 3], carries: 'sequence' }] },
    },
    {
      name: 'cross with keys, padded',
      params: {},
      inputs: {
        query: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }],
        value: [{ shape: ['batch', 'words_1', 5], carries: 'sequence', masked: true }],
        key: [{ shape: ['batch', 'words_1', 3], carries: 'sequence' }],
      },
    },
    {
      name: 'a vector asks, padded',
      params: {},
      inputs: {
        query: [{ shape: ['batch', 3], carries: 'vector' }],
        value: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }],
      },
    },
  ],
});
