import { defineNode } from '../../graph/define-node';
import { lastSize } from '../../graph/input-of';
import { choice } from '../../graph/params';
import { product } from '../sizes';
import {
  comparedOf,
  comparedTensors,
  pairsOf,
  SIMILARITY_INPUTS,
  SIMILARITY_MAP,
  SIMILARITY_OUTPUTS,
  similarityGrowth,
  similarityOutputs,
  withoutPadding,
} from './similarity-inputs';

/** −|q − k| or 1 / (1 + |q − k|): Keras has no such layer. */
export const euclideanSimilarity = defineNode({
  kind: 'EuclideanSimilarity',
  family: 'similarity',
  title: 'Euclidean similarity',
  letter: '↔',
  keywords: ['distance', 'metric', 'l2', 'nearest', 'score'],
  doc: 'Compares by the distance: the closer two vectors lie, the larger. Negative distances go into a softmax; 1/(1 + d) stays between 0 and 1.',
  formula: '−|q − k|, or 1 / (1 + |q − k|)',
  source: 'Snell et al. 2017 (prototypical networks), arXiv:1703.05175',
  inputs: SIMILARITY_INPUTS,
  outputs: SIMILARITY_OUTPUTS,
  params: {
    form: choice({
      options: ['negative', 'inverse'],
      default: 'negative',
      doc: 'negative: minus the distance. inverse: 1/(1 + distance), 1 where both are the same.',
    }),
  },
  map: SIMILARITY_MAP,
  summary: (p) => (p.form === 'negative' ? 'minus the distance' : '1/(1 + distance)'),
  infer: (inputs) => similarityOutputs(inputs, 'Euclidean similarity', true),
  cost: (inputs) => {
    const compared = comparedOf(inputs);
    const [queries, keys] = pairsOf(compared);
    const scores = product([queries, keys]);
    if (scores === null) return null;
    const features = lastSize(compared.key) ?? 0;
    return {
      multiplications: scores * features,
      scoresBytes: compared.single ? 0 : 4 * scores,
      growth: similarityGrowth(compared),
      held: scores * (2 * features + 2),
    };
  },
  layers: ({ id, params: p, specs, refs }) => {
    const { list, query, key } = comparedTensors(id, specs, refs);
    const output = withoutPadding(specs, list, key, (part) => list.add(part, 'EuclideanSimilarity', { form: p.form }, query, key));
    return { records: list.records, outputs: { output } };
  },
  examples: [
    {
      name: 'vectors',
      params: { form: 'inverse' },
      inputs: { query: [{ shape: ['batch', 4], carries: 'vector' }], key: [{ shape: ['batch', 4], carries: 'vector' }] },
    },
    { name: 'a sequence with itself', params: {}, inputs: { query: [{ shape: ['batch', 3, 4], carries: 'sequence' }] } },
    {
      name: 'sequences, padded',
      params: {},
      inputs: {
        query: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }],
        key: [{ shape: ['batch', 'words_1', 3], carries: 'sequence', masked: true }],
      },
    },
    {
      name: 'a vector asks a sequence',
      params: { form: 'inverse' },
      inputs: { query: [{ shape: ['batch', 3], carries: 'vector' }], key: [{ shape: ['batch', 4, 3], carries: 'sequence' }] },
    },
  ],
});
