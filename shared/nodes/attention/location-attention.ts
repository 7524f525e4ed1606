import { defineNode, type NodeProblem } from '../../graph/define-node';
import { lastSize } from '../../graph/input-of';
import { int } from '../../graph/params';
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

/** Luong's `location`: the query alone says where to look. (Chorowski's location-aware one also looks at the weights before.) */
export const locationAttention = defineNode({
  kind: 'LocationAttention',
  family: 'attention',
  title: 'Location attention',
  letter: 'L',
  keywords: ['luong', 'position', 'alignment', 'seq2seq', 'content-free'],
  doc: 'The query alone says where to look, by a learned matrix with a column for each place; what stands at the places is not compared. Places beyond the last column are never looked at.',
  formula: 'softmax(W q) V',
  source: 'Luong et al. 2015, arXiv:1508.04025, eq. 8 “location”',
  inputs: attentionPorts(['sequence', 'vector']).filter(({ name }) => name !== 'key'),
  outputs: ATTENTION_OUTPUTS,
  params: {
    max_length: int({
      default: 128,
      max: 65_536,
      doc: 'Places that can be looked at: columns of W. Of a shorter sequence the first are used.',
    }),
  },
  map: { type: 'matrix', output: 'scores', query: 'query', key: 'value' },
  summary: (p) => `${p.max_length} places`,
  mend: mendToSequence,
  infer: (inputs, p) => {
    const specs = attentionSpecs(inputs);
    const refused = refuseInputs(specs, 'Location attention');
    if (refused) return refused;
    const places = keysOf(specs.value);
    const never: NodeProblem[] =
      typeof places === 'number' && places > p.max_length
        ? [
            {
              message: `Places behind the first ${p.max_length} are never looked at.`,
              port: specs.value === specs.query ? 'query' : 'value',
              expected: `at most ${p.max_length} places`,
              received: `${places} places`,
              fix: { type: 'set', title: `Use max_length ${places}`, param: 'max_length', value: places },
            },
          ]
        : [];
    return { ...attentionOutputs(specs, lastSize(specs.value) ?? 0, null), warnings: never };
  },
  weights: (inputs, p) => [{ name: 'kernel', shape: [lastSize(attentionSpecs(inputs).query) ?? 0, p.max_length], trainable: true }],
  cost: (inputs, p) => {
    const specs = attentionSpecs(inputs);
    const scores = product([queriesOf(specs.query), keysOf(specs.value)]);
    if (scores === null) return null;
    const learned = Number(queriesOf(specs.query)) * p.max_length;
    return {
      multiplications: learned * (lastSize(specs.query) ?? 0) + scores * (lastSize(specs.value) ?? 0),
      scoresBytes: 4 * scores,
      growth: growthOf(specs),
      held: 3 * scores + 2 * learned,
    };
  },
  layers: ({ id, params: p, specs: inputs, refs }) => {
    const specs = attentionSpecs(inputs);
    const { query, value } = attentionRefs(refs);
    const row = queryAsRow(id, specs.query, query);
    const answer = answerAsVector(id, specs.query, lastSize(specs.value) ?? 0);
    return {
      records: [
        ...row.records,
        { name: id, class_name: 'LocationAttention', config: { max_length: p.max_length }, inbound: [row.ref, value] },
        ...answer.records,
      ],
      outputs: { output: answer.ref, scores: { layer: id, output: 1 } },
    };
  },
  examples: [
    { name: 'self', params: { max_length: 6 }, inputs: { query: [{ shape: ['batch', 4, 3], carries: 'sequence' }] } },
    {
      name: 'longer than its weights, padded',
      params: { max_length: 3 },
      inputs: {
        query: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }],
        value: [{ shape: ['batch', 'words_1', 5], carries: 'sequence', masked: true }],
      },
    },
    {
      name: 'a vector asks, padded',
      params: { max_length: 8 },
      inputs: {
        query: [{ shape: ['batch', 3], carries: 'vector' }],
        value: [{ shape: ['batch', 'words', 2], carries: 'sequence', masked: true }],
      },
    },
    {
      name: 'cross',
      params: { max_length: 6 },
      inputs: { query: [{ shape: ['batch', 3, 2], carries: 'sequence' }], value: [{ shape: ['batch', 5, 4], carries: 'sequence' }] },
    },
  ],
});
