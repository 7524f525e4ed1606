import { defineNode, refuse } from '../../graph/define-node';
import { lastSize } from '../../graph/input-of';
import { bool, choice, float } from '../../graph/params';
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
import { SCORE_MODES, scoreRecords } from './score-records';

/** Keras `Attention`, with the 1/√d of Vaswani et al. as a Rescaling of the query; other scores beside the dot product. */
export const attention = defineNode({
  kind: 'Attention',
  family: 'attention',
  title: 'Dot-product attention',
  letter: 'A',
  everyday: true,
  keywords: ['self attention', 'q k v', 'query key value', 'luong', 'scaled', 'self-attention', 'qkv', 'cosine', 'euclidean', 'similarity'],
  doc: 'Every query compares itself with every key by their dot product, or by another similarity, and takes the mean of the values, weighted by how well they match.',
  formula: 'softmax(score(Q, K)) V,  dot: Q Kᵀ / √d',
  source: 'Luong et al. 2015, arXiv:1508.04025; Vaswani et al. 2017, arXiv:1706.03762',
  inputs: attentionPorts(['sequence', 'vector']),
  outputs: ATTENTION_OUTPUTS,
  params: {
    score_mode: choice({
      options: SCORE_MODES,
      default: 'dot',
      doc: 'How a query and a key are compared. dot: q·k. cosine: the cosine of their angle. euclidean: minus their squared distance. concat: Σ tanh(q + k), times a learned number.',
    }),
    scaled: bool({ default: true, doc: 'dot, euclidean: divides by √d, so that large vectors do not make the weights all or nothing.' }),
    temperature: float({
      default: 0.1,
      min: 1e-3,
      max: 1000,
      step: 0.01,
      doc: 'cosine: what the score is divided by. Cosines reach from −1 to 1, so a small one lets the weights differ.',
      advanced: true,
    }),
    use_scale: bool({ default: false, doc: 'Multiplies by a learned number: of a cosine, its temperature is learned.', advanced: true }),
    use_causal_mask: bool({ default: false, doc: 'A place sees only itself and those before it.' }),
    dropout: float({ default: 0, min: 0, max: 0.99, step: 0.05, doc: 'Part of the weights dropped while training.', advanced: true }),
  },
  map: { type: 'matrix', output: 'scores', query: 'query', key: 'value' },
  summary: (p) =>
    [
      ...(p.score_mode === 'dot' ? [] : [p.score_mode]),
      ...(p.score_mode === 'dot' || p.score_mode === 'euclidean' ? [p.scaled ? 'scaled' : 'not scaled'] : []),
      ...(p.use_causal_mask ? ['causal'] : []),
    ].join(', '),
  mend: mendToSequence,
  infer: (inputs) => {
    const specs = attentionSpecs(inputs);
    const refusal = refuseInputs(specs, 'Dot-product attention');
    if (refusal) return refusal;
    const asked = lastSize(specs.query);
    const found = lastSize(specs.key);
    if (asked !== found && found !== null) {
      return refuse('Query and key have different numbers of features, so they cannot be compared.', {
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
  weights: (_inputs, p) => [
    ...(p.use_scale ? [{ name: 'scale', shape: [], trainable: true }] : []),
    ...(p.score_mode === 'concat' ? [{ name: 'concat_score_weight', shape: [], trainable: true }] : []),
  ],
  cost: (inputs, p) => {
    const specs = attentionSpecs(inputs);
    const scores = product([queriesOf(specs.query), keysOf(specs.value)]);
    const width = (lastSize(specs.query) ?? 0) + (lastSize(specs.value) ?? 0);
    if (scores === null) return null;
    // As sums, pairs have a vector of their own.
    const pairs = p.score_mode === 'concat' ? 3 * scores * (lastSize(specs.query) ?? 0) : 0;
    return { multiplications: scores * width, scoresBytes: 4 * scores, growth: growthOf(specs), held: 3 * scores + pairs };
  },
  layers: ({ id, params: p, specs: inputs, refs }) => {
    const specs = attentionSpecs(inputs);
    const { query, value, key } = attentionRefs(refs);
    const row = queryAsRow(id, specs.query, query);
    const answer = answerAsVector(id, specs.query, lastSize(specs.value) ?? 0);
    return {
      records: [
        ...row.records,
        ...scoreRecords({ id, params: p, query: row.ref, value, key, size: lastSize(specs.query) ?? 1 }),
        ...answer.records,
      ],
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
      name: 'cosine, learned temperature, padded',
      params: { score_mode: 'cosine', temperature: 0.5, use_scale: true },
      inputs: { query: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }] },
    },
    {
      name: 'cosine, cross with keys, causal',
      params: { score_mode: 'cosine', use_causal_mask: true },
      inputs: {
        query: [{ shape: ['batch', 4, 3], carries: 'sequence' }],
        value: [{ shape: ['batch', 4, 2], carries: 'sequence' }],
        key: [{ shape: ['batch', 4, 3], carries: 'sequence' }],
      },
    },
    {
      name: 'euclidean, padded',
      params: { score_mode: 'euclidean' },
      inputs: { query: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }] },
    },
    {
      name: 'euclidean, cross with keys, causal, learned scale',
      params: { score_mode: 'euclidean', scaled: false, use_scale: true, use_causal_mask: true },
      inputs: {
        query: [{ shape: ['batch', 3, 2], carries: 'sequence' }],
        value: [{ shape: ['batch', 3, 4], carries: 'sequence' }],
        key: [{ shape: ['batch', 3, 2], carries: 'sequence' }],
      },
    },
    {
      name: 'concat, learned scale, padded',
      params: { score_mode: 'concat', use_scale: true },
      inputs: { query: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }] },
    },
    {
      name: 'a vector asks, padded',
      params: {},
      inputs: {
        query: [{ shape: ['batch', 3], carries: 'vector' }],
        value: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }],
      },
    },
    {
      name: 'cross with padded keys',
      params: {},
      inputs: {
        query: [{ shape: ['batch', 3, 2], carries: 'sequence' }],
        value: [{ shape: ['batch', 'words_1', 4], carries: 'sequence' }],
        key: [{ shape: ['batch', 'words_1', 2], carries: 'sequence', masked: true }],
      },
    },
  ],
});
